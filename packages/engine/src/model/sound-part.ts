import { toJsonValue } from "../kit/json/json-value.ts";
import { isDeeperThan } from "../kit/json/measure-json.ts";
import type { FinishReason, ModelFault, ModelToolCall, ProviderState, StepPart } from "./model.ts";
import { toModelUsage } from "./model-usage.ts";

type PartOf<Type extends StepPart["type"]> = Extract<StepPart, { type: Type }>;

/** A part as a model's code may make it: its type at most can be trusted. */
type Loose<T> = { readonly [Key in keyof T]?: unknown };

/** A record, so that no reason can be missing. */
const REASONS: Readonly<Record<FinishReason, true>> = {
  stop: true,
  length: true,
  content_filter: true,
  refusal: true,
  tool_calls: true,
  other: true,
};
const PROGRESS: StepPart = { type: "progress" };
/** Levels that are far below what overflows the stack of JSON, and above what arguments may have. */
const WRITABLE_DEPTH = 1_000;
const UNREADABLE_ARGUMENTS = "The arguments are no JSON.";

/**
 * A part that the loop can rely on, for any model: counts that are counts, arguments that are JSON, reasons
 * and faults that are declared. A part without what it is for becomes a fault of the model; one that is not
 * known is only a sign of life.
 */
export function toSoundPart(part: StepPart): StepPart {
  if (typeof part !== "object" || part === null) return PROGRESS;
  try {
    return soundOf(part);
  } catch {
    // A getter or a proxy of the model's code threw.
    return malformed("a part that cannot be read");
  }
}

function soundOf(part: StepPart): StepPart {
  switch (part.type) {
    case "delta":
      return isDelta(part) ? part : malformed("a delta without text");
    case "callDelta":
      return isCallDelta(part) ? part : PROGRESS;
    case "toolCall":
      return soundCall(part);
    case "state":
      return soundState(part);
    case "leftOut":
      return Array.isArray(part.settings) && part.settings.every((name) => typeof name === "string")
        ? part
        : PROGRESS;
    case "finish":
      return soundFinish(part);
    case "fault":
      return { ...part, fault: soundFault(part.fault) };
    default:
      return part;
  }
}

function isDelta({ channel, text }: Loose<PartOf<"delta">>): boolean {
  return typeof text === "string" && (channel === "final" || channel === "analysis");
}

function isCallDelta({ toolCallId, toolName, text }: Loose<PartOf<"callDelta">>): boolean {
  return typeof toolCallId === "string" && typeof toolName === "string" && typeof text === "string";
}

function soundCall(part: PartOf<"toolCall">): StepPart {
  const call: Loose<ModelToolCall> | undefined = part.call;
  if (typeof call?.toolName !== "string") return malformed("a tool call without a name");
  const toolCallId = typeof call.toolCallId === "string" ? call.toolCallId : String(call.toolCallId ?? "");
  return { ...part, call: { ...part.call, toolCallId, arguments: soundArguments(call.arguments ?? {}) } };
}

/** What is nested too deep to be written is left to the bound of the turn, which says so. */
function soundArguments(args: unknown): unknown {
  const kept = toJsonValue(args);
  if (kept !== undefined) return kept.value;
  return isDeeperThan(args, WRITABLE_DEPTH) ? args : UNREADABLE_ARGUMENTS;
}

/** State that cannot be stored is left out: the provider answers without it, too. */
function soundState({ state }: PartOf<"state">): StepPart {
  const { source, data }: Loose<ProviderState> = state ?? {};
  const kept = toJsonValue(data);
  return typeof source !== "string" || kept === undefined
    ? PROGRESS
    : { type: "state", state: { source, data: kept.value } };
}

function soundFinish(part: PartOf<"finish">): StepPart {
  const reason =
    typeof part.reason === "string" && Object.hasOwn(REASONS, part.reason) ? part.reason : "other";
  return { ...part, reason, usage: toModelUsage(part.usage ?? {}) };
}

function soundFault(fault: Loose<ModelFault> | undefined): ModelFault {
  const { code, message, retryable, retryAfterMs, refusedInput } = fault ?? {};
  return {
    code: typeof code === "string" ? (code as ModelFault["code"]) : "provider_error",
    message: typeof message === "string" ? message : "The model failed and does not say why.",
    retryable: retryable === true,
    ...(isDelay(retryAfterMs) ? { retryAfterMs } : {}),
    ...(refusedInput === true ? { refusedInput } : {}),
  };
}

function isDelay(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function malformed(what: string): StepPart {
  const message = `The model sent ${what}. Try again, or choose another model.`;
  return { type: "fault", fault: { code: "malformed_response", message, retryable: false } };
}
