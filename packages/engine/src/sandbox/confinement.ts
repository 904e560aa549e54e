import type { Confinement } from "@aiwhisperer/protocol";
import type { Sandbox } from "./sandbox.ts";

/** How programs of tools run: in a sandbox, or without one for a reason. */
export type ProgramSandbox =
  | { readonly sandbox: Sandbox; readonly network: boolean }
  | { readonly sandbox?: undefined; readonly reason: string };

/** Describes, for people, what confines a program. */
export function describeConfinement(programs: ProgramSandbox): Confinement {
  if (programs.sandbox === undefined) {
    const summary = `Not confined: it can do all that the server's user can. ${programs.reason}`;
    return { network: true, summary };
  }
  const { sandbox, network } = programs;
  const reach = network ? "and reaches the network" : "and has no network";
  const summary = `Confined by ${sandbox.name}: it changes files in the workspace only, sees no keys, home folder or other processes, ${reach}.`;
  return { sandbox: sandbox.name, network, summary };
}
