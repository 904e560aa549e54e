import { interactive, listFaults } from "@aiwhisperer/protocol";
import type { SessionEvent } from "./session-event.ts";

/**
 * An event that breaks its declaration: a defect of the server, found before anything of the event is applied
 * or logged.
 */
export class InvalidEventError extends Error {
  constructor(method: string, detail: string, options?: ErrorOptions) {
    super(`The event ${method} breaks its declaration and was not logged: ${detail}`, options);
    this.name = "InvalidEventError";
  }
}

/** Placeholder for the position that the log assigns: an event is checked before it is numbered. */
const PLACE = { sessionId: "checked", sequence: 1 } as const;

/**
 * Throws an `InvalidEventError` unless the event has the declared shape. Its message names types and sizes,
 * never content.
 */
export function requireDeclared({ method, params }: SessionEvent): void {
  const declared = interactive.notifications[method].params;
  const placed = { ...PLACE, ...params };
  if (!declared.is(placed)) throw new InvalidEventError(method, listFaults(declared.faults(placed)));
  for (const [name, value] of Object.entries(params)) {
    if (!isData(value)) throw new InvalidEventError(method, `/${name}: expected JSON, found ${typeof value}`);
  }
}

/**
 * The same for a delta, which the server itself assembles: only its text comes from outside, and there are
 * very many.
 */
export function requireDelta({
  method,
  params,
}: SessionEvent<"AIMessageChunkNotification" | "ToolCallChunkNotification">): void {
  if (typeof params.chunk === "string") return;
  throw new InvalidEventError(method, `/chunk: expected a string, found ${typeof params.chunk}`);
}

/**
 * The text of an event's whole form. Throws an `InvalidEventError` for what JSON cannot express, such as a
 * circle.
 */
export function encodeJson(method: string, value: object): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new InvalidEventError(method, "JSON cannot express it", { cause });
  }
}

/** Whether JSON keeps the value: a `toJSON` of its own, like a function, may leave nothing of it. */
function isData(value: unknown): boolean {
  if (typeof value === "function" || typeof value === "symbol") return false;
  return typeof value !== "object" || value === null || typeof (value as Partial<Date>).toJSON !== "function";
}
