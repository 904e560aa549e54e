import { type Handler, RpcError, rawMethod } from "@aiwhisperer/protocol";
import type { Connection, Extension } from "@aiwhisperer/server";

const method = (name: string, handler: Handler<unknown, unknown, Connection>): Extension => ({
  implementation: rawMethod(name, handler),
});

/** The methods that the examples of the JSON-RPC 2.0 specification call. */
export const exampleMethods: readonly Extension[] = [
  method("subtract", (params) => subtract(params)),
  method("sum", (params) => (params as readonly number[]).reduce((total, each) => total + each, 0)),
  method("get_data", () => ["hello", 5]),
  method("update", () => null),
  method("notify_sum", () => null),
  method("notify_hello", () => null),
];

function subtract(params: unknown): number {
  if (Array.isArray(params)) return params[0] - params[1];
  const { minuend, subtrahend } = params as { readonly minuend?: unknown; readonly subtrahend?: unknown };
  if (typeof minuend !== "number" || typeof subtrahend !== "number")
    throw new RpcError(-32602, "Invalid params");
  return minuend - subtrahend;
}
