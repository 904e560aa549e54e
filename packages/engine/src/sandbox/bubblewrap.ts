import { bubblewrapArguments } from "./bubblewrap-arguments.ts";
import { temporaryFolders } from "./mount-plan.ts";
import type { Sandbox, SandboxLimits, SandboxPlaces } from "./sandbox.ts";

/** What bubblewrap is used with. */
export interface BubblewrapOptions {
  /** Path of the program. */
  readonly file: string;
  readonly places: SandboxPlaces;
  readonly limits: SandboxLimits;
  /**
   * Whether programs may be kept from making namespaces of their own, which older versions and some
   * containers cannot do.
   */
  readonly canDisableNamespaces: boolean;
  /** The system calls that are refused. Default: none. */
  readonly callFilter?: Buffer;
}

/**
 * Confines programs with bubblewrap: namespaces of their own for files, processes, network, users and
 * messages (Linux).
 */
export function createBubblewrap({
  file,
  canDisableNamespaces,
  ...surroundings
}: BubblewrapOptions): Sandbox {
  return {
    name: "bubblewrap",
    hasOwnProcesses: true,
    temporaryFolders: temporaryFolders(surroundings.places),
    ...surroundings,
    confine: (program, options) => ({
      file,
      args: bubblewrapArguments(program, {
        ...surroundings,
        ...options,
        canDisableNamespaces,
        hasFilter: surroundings.callFilter !== undefined,
      }),
    }),
  };
}
