import { type Implementation, rawMethod } from "@aiwhisperer/protocol";
import type { OpenrpcDocument } from "@aiwhisperer/protocol/document";

/** The methods outside the contract: `echo`, which gives `params.message` or the params, and `rpc.discover`. */
export function systemMethods<C>(document: OpenrpcDocument): readonly Implementation<C>[] {
  return [rawMethod("interactive.echo", (params) => echo(params)), rawMethod("rpc.discover", () => document)];
}

function echo(params: unknown): unknown {
  const isObject = typeof params === "object" && params !== null && !Array.isArray(params);
  if (isObject && Object.hasOwn(params, "message")) return (params as { readonly message: unknown }).message;
  return params ?? null;
}
