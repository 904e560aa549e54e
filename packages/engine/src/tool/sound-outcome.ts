import {
  errorMessage,
  isToolDisplay,
  revealHidden,
  type ToolDisplay,
  ToolDisplayKind,
} from "@aiwhisperer/protocol";
import { toJsonValue } from "../kit/json/json-value.ts";
import type { EngineLimits } from "../kit/limits.ts";
import type { ToolOutcome } from "./tool.ts";
import { toBoundedResult } from "./tool-result.ts";

/** What a tool produced, as an event can hold it. */
export interface SoundOutcome {
  readonly result: unknown;
  readonly isError: boolean;
  readonly display?: ToolDisplay;
}

const NO_JSON: SoundOutcome = { result: "The tool returned a result that is not JSON.", isError: true };

/**
 * The outcome of any tool, a plug-in's too: what is no outcome, or holds a result that JSON cannot express,
 * is a failed call.
 */
export function toSoundOutcome(outcome: unknown, limits: EngineLimits): SoundOutcome {
  if (typeof outcome !== "object" || outcome === null) return NO_JSON;
  try {
    const { result, isError, display }: Partial<Record<keyof ToolOutcome, unknown>> = outcome;
    const shown = toToolDisplay(display);
    return {
      result: toBoundedResult(result, limits),
      isError: Boolean(isError),
      ...(shown === undefined ? {} : { display: shown }),
    };
  } catch {
    return NO_JSON;
  }
}

const KINDS: ReadonlySet<number> = new Set(Object.values(ToolDisplayKind));

/**
 * What a person is shown of a call; with hidden characters as codes; `undefined` for an invalid value: the
 * arguments and the result are shown as well.
 */
export function toToolDisplay(value: unknown): ToolDisplay | undefined {
  const display = toJsonValue(value)?.value;
  // The kinds are open for clients alone.
  if (!isToolDisplay(display) || !KINDS.has(display.kind)) return undefined;
  const { title, text, note } = display;
  return {
    ...display,
    text: revealHidden(text),
    ...(title === undefined ? {} : { title: revealHidden(title) }),
    ...(note === undefined ? {} : { note: revealHidden(note) }),
  };
}

/** Words of something that was thrown, whatever it is. */
export function textOfThrown(error: unknown): string {
  return errorMessage(error, "The tool failed and does not say why.");
}
