import type { Implementation, ImplementedMethod } from "./implement.ts";

/** The methods that a peer serves, by every name they can be called by. */
export interface DispatchTable<C> {
  find(name: string): ImplementedMethod<C> | undefined;
  /** Full names, in the order of registration. */
  readonly methodNames: readonly string[];
}

/**
 * Makes a table of full names, and of bare names (`startSession` for `interactive.startSession`) where
 * nothing else has the name. The first implementation wins a bare name; names of the reserved `rpc.` have
 * none. Throws where two methods have one full name.
 */
export function createDispatchTable<C>(implementations: readonly Implementation<C>[]): DispatchTable<C> {
  const methods = implementations.flatMap((implementation) => implementation.methods);
  const byName = new Map<string, ImplementedMethod<C>>();
  for (const method of methods) {
    if (byName.has(method.name)) throw new TypeError(`${method.name} is implemented twice`);
    byName.set(method.name, method);
  }
  for (const method of methods) {
    const bareName = bareNameOf(method.name);
    if (!byName.has(bareName)) byName.set(bareName, method);
  }
  return { find: (name) => byName.get(name), methodNames: methods.map((method) => method.name) };
}

/** A method's name without its namespace; names of the reserved `rpc.` have no other. */
export function bareNameOf(fullName: string): string {
  return fullName.startsWith("rpc.") ? fullName : fullName.slice(fullName.indexOf(".") + 1);
}
