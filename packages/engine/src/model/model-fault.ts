import type { ModelFault, ModelFaultCode } from "./model.ts";
import { type ProviderFailure, readProviderFailure, type StepPhase } from "./provider/provider-failure.ts";
import { cleanProviderMessage } from "./provider/provider-message.ts";
import { parseRetryAfter } from "./provider/retry-after.ts";

/** What a fault's message needs to know of the provider that caused it. */
export interface FaultSource {
  /** What people call the provider. */
  readonly title: string;
  /** The model's name as the provider knows it. */
  readonly modelName: string;
  /** Variable that holds the key, where the provider takes one. */
  readonly keyVariable?: string;
  /** Variable that holds the address. */
  readonly addressVariable: string;
  /** Keys that must not appear in any text. */
  readonly secrets: readonly string[];
}

type Refusal = Extract<ProviderFailure, { kind: "refused" }>;

/** Statuses that mean something of their own. Other 5xx are the provider's faults, other 4xx are faults of the request. */
const STATUS_CODES = new Map<number, ModelFaultCode>([
  [401, "unauthenticated"],
  [402, "rate_limited"],
  [403, "permission_denied"],
  [404, "model_not_found"],
  [408, "timeout"],
  [413, "context_too_long"],
  [429, "rate_limited"],
  [503, "overloaded"],
  [504, "timeout"],
  [529, "overloaded"],
]);

/** Refusals of the request as it is; the status says nothing more precise. */
const REQUEST_STATUSES = new Set([400, 403, 413, 422]);
const PASSING_STATUSES = new Set([408, 409, 425, 429]);

// Providers name these two in a code only now and then; Anthropic and OpenRouter say them in words alone.
const CONTEXT_TOO_LONG =
  /context[ _]length|context[ _]window|maximum context|prompt is too long|too many tokens|request_too_large/i;
const CONTENT_FILTERED = /content[ _](?:filter|policy|management)|moderation|flagged|safety system/i;

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ERR_TLS|ERR_SSL/;
const NAME_LOOKUP = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"]);

/**
 * Turns whatever a provider's model throws or reports into a fault. Never throws. The message names what to do and the variable to
 * check, and holds neither keys nor addresses nor response bodies, only the provider's own sentence, cleaned and cut.
 */
export function toModelFault(
  error: unknown,
  options: { readonly source: FaultSource; readonly phase: StepPhase; readonly now: number },
): ModelFault {
  const { source, phase, now } = options;
  const failure = readProviderFailure(error, phase);
  switch (failure.kind) {
    case "refused":
      return toRefusal(failure, source, now);
    case "network":
      return toConnectionFault(failure.code, source);
    case "cut":
      return streamCut(source);
    case "malformed":
      return {
        code: "malformed_response",
        message: `${source.title} sent an answer that cannot be read. If it happens again, check ${source.addressVariable} and the model.`,
        retryable: true,
      };
    case "unknown":
      return {
        code: "internal",
        message: `${source.title} could not be asked: the request failed inside this server, whose log has more.`,
        retryable: false,
      };
  }
}

/** The fault of an answer that ended without the provider saying that it is complete. */
export function streamCut(source: FaultSource): ModelFault {
  return {
    code: "stream_cut",
    message: `${source.title} ended its answer before it was complete.`,
    retryable: true,
  };
}

function toRefusal(failure: Refusal, source: FaultSource, now: number): ModelFault {
  const code = toCode(failure);
  const creditUsedUp = isCreditUsedUp(failure);
  const isPassing = PASSING_STATUSES.has(failure.status) || failure.status >= 500;
  const retryAfterMs = parseRetryAfter(failure.headers, now);
  return {
    code,
    message: `${explain(code, source, creditUsedUp)}${quote(code, failure, source)}`,
    retryable: isPassing && !creditUsedUp && code !== "context_too_long" && code !== "content_filtered",
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function toCode(failure: Refusal): ModelFaultCode {
  const names = failure.names.join(" ");
  if (/model_not_found/.test(names)) return "model_not_found";
  if (REQUEST_STATUSES.has(failure.status)) {
    const words = `${names} ${failure.text}`;
    if (CONTEXT_TOO_LONG.test(words)) return "context_too_long";
    if (CONTENT_FILTERED.test(words)) return "content_filtered";
  }
  return STATUS_CODES.get(failure.status) ?? "provider_error";
}

/** Waiting does not fill an account. */
function isCreditUsedUp(failure: Refusal): boolean {
  return (
    failure.status === 402 || failure.names.some((name) => /insufficient_(?:quota|credit)|billing/.test(name))
  );
}

function explain(code: ModelFaultCode, source: FaultSource, creditUsedUp: boolean): string {
  const { title, modelName, keyVariable, addressVariable } = source;
  switch (code) {
    case "unauthenticated":
      if (keyVariable === undefined)
        return `${title} asks for a key. Check the address in ${addressVariable}.`;
      return `${title} does not accept the key. Check ${keyVariable}.`;
    case "permission_denied":
      return `${title} does not allow the use of “${modelName}” with this key. Check ${keyVariable ?? addressVariable}, or choose another model.`;
    case "model_not_found":
      return `${title} has no model “${modelName}”. Check its name, and the address in ${addressVariable} if you set one.`;
    case "rate_limited":
      if (creditUsedUp)
        return `${title} reports that the account's credit is used up. Add credit, or choose another model.`;
      return `${title} limits how much may be asked at a time.`;
    case "overloaded":
      return `${title} has more work than it can take right now.`;
    case "timeout":
      return `${title} took too long to answer.`;
    case "context_too_long":
      return `The conversation is too long for “${modelName}”. Start a new session, or choose a model with a larger context.`;
    case "content_filtered":
      return `${title} refused the request under its content rules. Say it in other words.`;
    default:
      return `${title} could not answer the request.`;
  }
}

/** What the provider says of a key may hold pieces of it, and says nothing that the fault does not say. */
function quote(code: ModelFaultCode, failure: Refusal, source: FaultSource): string {
  if (code === "unauthenticated") return "";
  const text = cleanProviderMessage(failure.text, source.secrets);
  return text === ""
    ? ` (HTTP ${failure.status})`
    : ` ${source.title} says: “${text}” (HTTP ${failure.status})`;
}

function toConnectionFault(code: string, source: FaultSource): ModelFault {
  const { title, addressVariable } = source;
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") {
    return { code: "timeout", message: `${title} took too long to answer.`, retryable: true };
  }
  if (CERTIFICATE.test(code)) {
    const message = `${title} shows no valid certificate (${code}). Check the address in ${addressVariable}.`;
    return { code: "connection_failed", message, retryable: false };
  }
  const reason = toReason(code);
  const message = `${title} cannot be reached: ${reason} (${code}). Check the network, and the address in ${addressVariable} if you set one.`;
  return { code: "connection_failed", message, retryable: true };
}

function toReason(code: string): string {
  if (code === "ECONNREFUSED") return "nothing answers at its address";
  if (NAME_LOOKUP.has(code)) return "its name is not known to DNS";
  return "the connection failed";
}
