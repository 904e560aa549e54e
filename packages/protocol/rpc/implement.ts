import type { Handler } from "./call.ts";
import type { Contract, MethodsOf, Validator } from "./contract.ts";

/** A method with what runs it. */
export interface ImplementedMethod<C> {
  /** Full name, `interactive.startSession`. */
  readonly name: string;
  /** Checks the params; absent where the method takes anything. */
  readonly params?: Validator<unknown>;
  /** Checks the handler's result; absent where the method may return anything. */
  readonly result?: Validator<unknown>;
  readonly handler: Handler<unknown, unknown, C>;
}

/** Methods that can be put into a dispatch table. */
export interface Implementation<C> {
  readonly methods: readonly ImplementedMethod<C>[];
}

/** A handler for every method of a contract. */
export type Handlers<K extends Contract, C> = {
  readonly [M in keyof MethodsOf<K>]: Handler<MethodsOf<K>[M]["params"], MethodsOf<K>[M]["result"], C>;
};

/** Joins a contract's methods to their handlers. Params are checked before a handler sees them. */
export function implement<K extends Contract, C>(contract: K, handlers: Handlers<K, C>): Implementation<C> {
  const handlerOf = handlers as Readonly<Record<string, Handler<unknown, unknown, C>>>;
  const methods = Object.entries(contract.methods).map(([bareName, descriptor]): ImplementedMethod<C> => {
    const handler = handlerOf[bareName];
    if (handler === undefined) throw new TypeError(`${descriptor.fullName} has no handler`);
    return { name: descriptor.fullName, params: descriptor.params, result: descriptor.result, handler };
  });
  return { methods };
}

/**
 * A method outside any contract: neither its params, an object, an array or undefined, nor its result are
 * checked.
 */
export function rawMethod<C>(name: string, handler: Handler<unknown, unknown, C>): Implementation<C> {
  return { methods: [{ name, handler }] };
}
