import { defaultsOf, type LimitsOf, type LimitTable, MAX_COMMAND_MS } from "../kit/limit-table.ts";

/** A program with its arguments. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

/** What of the machine confined programs can reach. Paths are absolute. */
export interface SandboxPlaces {
  /** Writable, except for what programs outside of the sandbox obey. */
  readonly workspace: string;
  /** The user's own folder: empty, except for programs. */
  readonly home: string;
  /** The folders that programs are searched in. */
  readonly path: readonly string[];
  /** Hidden wherever they are, beside the places that are always hidden. */
  readonly hidden: readonly string[];
  /** Read-only, although they would be hidden or writable otherwise. */
  readonly readable: readonly string[];
  /** Read-only where they are in a writable place, beside what is always so. */
  readonly guarded: readonly string[];
  /** Writable beside the workspace. */
  readonly writable: readonly string[];
  /** Working folders of Git in the workspace. Default: the workspace alone. */
  readonly repositories?: readonly string[];
}

/** Limits of a confined program with all its processes. Passing one has a named consequence. */
export const SANDBOX_LIMITS = {
  maxProgramMebibytes: {
    fallback: 4_096,
    min: 64,
    max: 16_777_216,
    description:
      "memory of a command, or an MCP server in the sandbox, with all its processes; it is ended then",
  },
  maxProgramProcesses: {
    fallback: 1_024,
    min: 8,
    max: 4_194_304,
    description:
      "processes and threads of a command, or an MCP server in the sandbox; no further one starts, or it is ended where the server runs as root",
  },
  maxProgramFileMebibytes: {
    fallback: 4_096,
    min: 1,
    max: 16_777_216,
    description: "size of a file that a process in the sandbox writes; it is ended then",
  },
  maxProgramTemporaryMebibytes: {
    fallback: 1_024,
    min: 1,
    max: 16_777_216,
    description: "size of each temporary folder in the sandbox, such as /tmp and the home folder",
  },
  maxCommandCpuSeconds: {
    fallback: 600,
    min: 1,
    max: MAX_COMMAND_MS / 1_000,
    description: "processor time of each process of a command in the sandbox; it is ended then",
  },
} as const satisfies LimitTable;

/** Bounds of a confined program with all its processes. */
export type SandboxLimits = LimitsOf<typeof SANDBOX_LIMITS>;

/** Default limits. */
export const DEFAULT_SANDBOX_LIMITS: SandboxLimits = defaultsOf(SANDBOX_LIMITS);

/** How a program is confined. */
export interface SandboxOptions {
  /** Whether it reaches the network. */
  readonly network: boolean;
}

/** A facility of the operating system that confines programs. */
export interface Sandbox {
  readonly name: "bubblewrap" | "Seatbelt";
  readonly places: SandboxPlaces;
  readonly limits: SandboxLimits;
  /** Whether its processes are in a namespace of their own. */
  readonly hasOwnProcesses: boolean;
  /** Folders in it that take memory when they are written to. */
  readonly temporaryFolders?: readonly string[];
  /**
   * What its program reads from the descriptor `FILTER_FD`: which system calls it refuses. Default: nothing.
   */
  readonly callFilter?: Buffer;
  /** The program that starts the given one in the sandbox. */
  confine(program: Program, options: SandboxOptions): Program;
}

/** A sandbox cannot be made for this workspace. Its message is for people and names what to change. */
export class SandboxFault extends Error {
  override readonly name = "SandboxFault";
}
