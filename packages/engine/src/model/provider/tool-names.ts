import type { ModelTool } from "../model.ts";

/** Providers allow letters, digits, `_` and `-`, at most 64 of them; some want a letter or `_` first. */
const MAX_LENGTH = 64;

/** Tool names as providers allow them, and back. */
export interface ToolNames {
  /**
   * The name that the provider sees. Defined for any name: a history may hold calls of tools that are not
   * offered any more.
   */
  encode(name: string): string;
  /** The tool that the provider means; a name that was never given out is returned as it is. */
  decode(name: string): string;
}

/**
 * Names for the tools of one step. Two tools never share a name; a name that needs no change is kept,
 * whatever the others are.
 */
export function createToolNames(tools: readonly ModelTool[]): ToolNames {
  const encoded = new Map<string, string>();
  const decoded = new Map<string, string>();
  const assign = (name: string, free: string): string => {
    encoded.set(name, free);
    decoded.set(free, name);
    return free;
  };
  const encode = (name: string): string => encoded.get(name) ?? assign(name, toFreeName(name, decoded));
  for (const { name } of tools) {
    if (toAllowed(name) === name) assign(name, name);
  }
  for (const { name } of tools) encode(name);
  return { encode, decode: (name) => decoded.get(name) ?? name };
}

function toAllowed(name: string): string {
  const allowed = name.replace(/[^\w-]/g, "_").replace(/^(?![a-zA-Z_])/, "_");
  // Packages of providers look names up in plain objects, which have these of their own.
  return allowed in Object.prototype ? `${allowed}_` : allowed.slice(0, MAX_LENGTH);
}

function toFreeName(name: string, taken: ReadonlyMap<string, string>): string {
  const wanted = toAllowed(name);
  let free = wanted;
  for (let count = 2; taken.has(free); count++) {
    const suffix = `_${count}`;
    free = `${wanted.slice(0, MAX_LENGTH - suffix.length)}${suffix}`;
  }
  return free;
}
