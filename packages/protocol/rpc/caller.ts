import { type Contract, type Fault, listFaults, type MethodDescriptor, type MethodsOf } from "./contract.ts";
import { invalidParams } from "./error.ts";
import type { RequestOptions } from "./pending-requests.ts";
import { RequestFailure } from "./request-failure.ts";

/** Sends requests: a peer, or something that chooses among several. */
export interface Requester {
  request(method: string, params?: unknown, options?: RequestOptions): Promise<unknown>;
}

/** Calls one method. Params may be left out where none of their fields is needed. */
export type MethodCaller<P, R> =
  Record<string, never> extends P
    ? (params?: P, options?: RequestOptions) => Promise<R>
    : (params: P, options?: RequestOptions) => Promise<R>;

/** A function for every method of a contract, by bare name. */
export type Caller<K extends Contract> = {
  readonly [M in keyof MethodsOf<K>]: MethodCaller<MethodsOf<K>[M]["params"], MethodsOf<K>[M]["result"]>;
};

/**
 * Makes the functions that call a contract's methods on the other side, out of its method table. Params are
 * checked before they are sent: faulty ones reject with the -32602 that the other side would answer with. A
 * result that breaks its declaration rejects with a `RequestFailure` "invalid-answer".
 */
export function caller<K extends Contract>(contract: K, requester: Requester): Caller<K> {
  const callers = Object.values(contract.methods).map((method): [string, MethodCaller<unknown, unknown>] => [
    method.name,
    (params, options) => call(requester, method, { params: params ?? {}, options }),
  ]);
  return Object.fromEntries(callers) as Caller<K>;
}

interface OutgoingCall {
  readonly params: unknown;
  readonly options: RequestOptions | undefined;
}

async function call(
  requester: Requester,
  method: MethodDescriptor,
  { params, options }: OutgoingCall,
): Promise<unknown> {
  if (!method.params.is(params)) throw invalidParams(method.params.faults(params));
  const result = await requester.request(method.fullName, params, options);
  if (!method.result.is(result)) throw invalidResult(method, method.result.faults(result));
  return result;
}

function invalidResult(method: MethodDescriptor, faults: readonly Fault[]): RequestFailure {
  return new RequestFailure("invalid-answer", method.fullName, {
    text: `the result breaks its declaration: ${listFaults(faults)}`,
  });
}
