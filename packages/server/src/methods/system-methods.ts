import { Echo, type Implementation, rawMethod } from "@aiwhisperer/protocol";
import type { OpenrpcDocument } from "@aiwhisperer/protocol/document";

/** The untyped method `Echo` of the contract, and `rpc.discover`. */
export function systemMethods<C>(document: OpenrpcDocument): readonly Implementation<C>[] {
  return [rawMethod(Echo, (params) => echo(params)), rawMethod("rpc.discover", () => document)];
}

function echo(params: unknown): unknown {
  const isObject = typeof params === "object" && params !== null && !Array.isArray(params);
  if (isObject && Object.hasOwn(params, "message")) return (params as { readonly message: unknown }).message;
  return params ?? null;
}
