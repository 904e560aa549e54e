import type { Readable, Writable } from "node:stream";

/** Variables by name. */
export type Environment = { readonly [name: string]: string | undefined };

/** Signals that ask the program to end. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** Where text comes from; a terminal or not. */
export type InputStream = Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };
/** Where text goes; a terminal, which knows how much it shows, or not. */
export type OutputStream = Writable & {
  readonly isTTY?: boolean;
  readonly rows?: number;
  readonly columns?: number;
};

/**
 * The process as commands see it. They end by their exit code: only the entry of the program ends the
 * process.
 */
export interface CommandHost {
  /** Arguments after the program's name. */
  readonly args: readonly string[];
  readonly env: Environment;
  /** The working folder. */
  readonly cwd: string;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /**
   * Calls the listener on every stop signal, which then does not end the process by itself. The returned
   * function removes the listener.
   */
  onStopSignal(listener: (signal: StopSignal) => void): () => void;
  /** Halts the process as Ctrl-Z does; resolves when it runs again. Absent where there is no such thing. */
  suspend?(): Promise<void>;
  /**
   * Reports every uncaught error; the program is in an unknown state then and must end. Without a
   * listener, Node itself ends it with exit code 1. The returned function removes the listener.
   */
  onFailure(listener: (error: unknown) => void): () => void;
}

/** Exit code of a program that a signal ended: 128 and the signal's number. */
export function signalExitCode(signal: StopSignal): number {
  return signal === "SIGINT" ? 130 : 143;
}
