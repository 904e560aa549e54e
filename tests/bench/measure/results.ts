import { readFile, rename, writeFile } from "node:fs/promises";
import type { Machine } from "./machine.ts";
import type { Measurement } from "./measurement.ts";

/** A workload that could not be done. */
export interface Failure {
  readonly round: number;
  readonly workload: string;
  readonly subject: string;
  readonly reason: string;
}

/** A subject that is not installed, and how it is. */
export interface SkippedSubject {
  readonly subject: string;
  readonly install: string;
}

/** What a run has found out. */
export interface Results {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly command: string;
  readonly machine: Machine;
  readonly isQuick: boolean;
  readonly rounds: number;
  /** What the program was started with, beside its port and folders. */
  readonly options: readonly string[];
  readonly skipped: readonly SkippedSubject[];
  readonly failures: readonly Failure[];
  readonly measurements: readonly Measurement[];
}

/** Writes results, whole or not at all. */
export async function writeResults(file: string, results: Results): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(results, undefined, 2)}\n`);
  await rename(`${file}.new`, file);
}

/** Reads what `writeResults` has written. */
export async function readResults(file: string): Promise<Results> {
  return JSON.parse(await readFile(file, "utf8")) as Results;
}
