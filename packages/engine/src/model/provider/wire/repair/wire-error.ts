import { type JsonObject, toId, toObject, toText } from "./loose-json.ts";
import type { WireError } from "./stream-repair.ts";

/**
 * What an event says of an error, in whatever shape; `undefined` when it reports none. Empty values of
 * `error` are none.
 */
export function readWireError(event: JsonObject, name: string | undefined): WireError | undefined {
  const { error } = event;
  if (isPresent(error)) return toWireError(error, event);
  const says = event.object === "error" || event.type === "error" || name === "error" || isFailure(event);
  return says ? toWireError(event, {}) : undefined;
}

/** An error that an event holds in one of its fields. */
export function toWireError(error: unknown, around: JsonObject): WireError {
  const fields = toObject(error) ?? toObject(Array.isArray(error) ? error[0] : undefined) ?? {};
  const message =
    [fields.message, fields.msg, fields.detail, error, around.message, around.detail]
      .map(toText)
      .find(Boolean) ?? JSON.stringify(error);
  const code = toId(fields.code ?? fields.status ?? around.code ?? around.status);
  const type = toId(fields.type) ?? toId(around.error_type);
  const number = code !== undefined && /^\d+$/.test(code) ? Number(code) : undefined;
  return {
    ...fields,
    message,
    ...(code === undefined ? { code: null } : { code: number ?? code }),
    type: type ?? null,
  };
}

function isPresent(error: unknown): boolean {
  if (error === undefined || error === null || error === false || error === "" || error === 0) return false;
  return typeof error !== "object" || Object.keys(error).length > 0;
}

/**
 * A body that has a status of an error, or a `detail` and nothing else of an answer, as frameworks of servers
 * write it.
 */
function isFailure(event: JsonObject): boolean {
  if ("choices" in event || "type" in event) return false;
  const status = Number(event.status ?? event.statusCode ?? event.code);
  return (status >= 400 && status <= 599) || typeof event.detail === "string" || event.success === false;
}
