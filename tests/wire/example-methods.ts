import { type Implementation, RpcError, rawMethod } from "@aiwhisperer/protocol";
import type { Connection } from "@aiwhisperer/server";

/** The methods that the examples of the JSON-RPC 2.0 specification call. */
export const exampleMethods: readonly Implementation<Connection>[] = [
  rawMethod("subtract", (params) => subtract(params)),
  rawMethod("sum", (params) => (params as readonly number[]).reduce((total, each) => total + each, 0)),
  rawMethod("get_data", () => ["hello", 5]),
  rawMethod("update", () => null),
  rawMethod("notify_sum", () => null),
  rawMethod("notify_hello", () => null),
];

function subtract(params: unknown): number {
  if (Array.isArray(params)) return params[0] - params[1];
  const { minuend, subtrahend } = params as { readonly minuend?: unknown; readonly subtrahend?: unknown };
  if (typeof minuend !== "number" || typeof subtrahend !== "number")
    throw new RpcError(-32602, "Invalid params");
  return minuend - subtrahend;
}
