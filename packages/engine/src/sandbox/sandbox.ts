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

/** Bounds of a confined program with all its processes. */
export interface SandboxLimits {
  /** Memory of all processes together, and of each one; a program that needs more is ended. Default 4,096. */
  readonly maxProgramMebibytes: number;
  /** Processes and threads at once; no further one starts, or the program is ended. Default 1,024. */
  readonly maxProgramProcesses: number;
  /** Size of a file that it writes; the process that writes more is ended. Default 4,096. */
  readonly maxProgramFileMebibytes: number;
  /** Size of its temporary folder, and of its home folder. Default 1,024. */
  readonly maxProgramTemporaryMebibytes: number;
  /** Processor time of each process of a command; it is ended then. Default 600. */
  readonly maxCommandCpuSeconds: number;
}

/** The limits that hold where the caller says nothing. */
export const DEFAULT_SANDBOX_LIMITS: SandboxLimits = {
  maxProgramMebibytes: 4_096,
  maxProgramProcesses: 1_024,
  maxProgramFileMebibytes: 4_096,
  maxProgramTemporaryMebibytes: 1_024,
  maxCommandCpuSeconds: 600,
};

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
