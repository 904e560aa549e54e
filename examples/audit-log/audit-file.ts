import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import type { AuditEntry } from "./gen/audit.ts";

/** The lines to return. */
export interface TailQuery {
  readonly lines: number;
  readonly sessionId?: string | undefined;
}

/** A file of one JSON object a line, to which lines are added at the end. */
export class AuditFile {
  readonly #path: string;
  readonly #file: FileHandle;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Opens the file, made where it is missing; only its owner may read it. */
  static async open(path: string): Promise<AuditFile> {
    return new AuditFile(path, await open(path, "a", 0o600));
  }

  /** Adds a line. Resolves when the system has it. */
  async add(entry: AuditEntry): Promise<void> {
    await this.#file.appendFile(`${JSON.stringify(entry)}\n`);
  }

  /** The newest lines, the oldest of them first. Reads the file line by line, so that it may be large. */
  async tail({ lines, sessionId }: TailQuery): Promise<AuditEntry[]> {
    const newest: AuditEntry[] = [];
    for await (const line of createInterface({ input: createReadStream(this.#path) })) {
      const entry = JSON.parse(line) as AuditEntry;
      if (sessionId !== undefined && entry.sessionId !== sessionId) continue;
      newest.push(entry);
      if (newest.length > lines) newest.shift();
    }
    return newest;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
