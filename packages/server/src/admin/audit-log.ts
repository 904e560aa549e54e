import type { AuditAction, AuditList, AuditRecord } from "@aiwhisperer/protocol/admin";
import type { Logger } from "pino";
import { RecentUses } from "../kit/recent-uses.ts";
import { AdminError } from "./admin-error.ts";
import type { AdminLimits } from "./admin-limits.ts";
import { AuditFile } from "./audit-file.ts";

/** Who does what to what, and from where. */
export interface Deed {
  readonly action: AuditAction;
  readonly target?: string;
  readonly userId?: string;
  readonly address?: string;
}

/** What an audit log is made of. */
export interface AuditLogOptions {
  /** File of its own; without one the records are in the server's log alone. */
  readonly path: string | undefined;
  readonly logger: Logger;
  readonly limits: AdminLimits;
  readonly newId: () => string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number;
}

const REFUSAL_WINDOW_MS = 60_000;

/**
 * What admins did, and what others were refused. An action is written before it is done, and is not done
 * where it cannot be; its outcome is written after it. Every record is in the server's log as well, whatever
 * its level: an admin who turns that down leaves a trace of it.
 */
export class AuditLog {
  readonly #file: AuditFile | undefined;
  readonly #logger: Logger;
  readonly #options: AuditLogOptions;
  readonly #refusals: RecentUses;
  /** The newest ones by id, oldest first. */
  readonly #recent = new Map<string, AuditRecord>();
  #leftOut = 0;

  private constructor(options: AuditLogOptions) {
    const { path, logger, limits, monotonic } = options;
    this.#options = options;
    this.#file = path === undefined ? undefined : new AuditFile({ path, maxBytes: limits.maxAuditBytes });
    this.#logger = logger.child({}, { level: "info" });
    this.#refusals = new RecentUses({
      max: limits.maxAuditRefusals,
      windowMs: REFUSAL_WINDOW_MS,
      now: monotonic,
    });
  }

  /**
   * Opens the log with the earlier records of its file. A file that cannot be read is reported in the
   * server's log.
   */
  static async open(options: AuditLogOptions): Promise<AuditLog> {
    const log = new AuditLog(options);
    try {
      // An action has two records, of which one is shown.
      const stored = await log.#file?.readLast(2 * options.limits.maxAuditRecords);
      for (const record of stored ?? []) log.#keep(record);
    } catch (error) {
      options.logger.warn({ err: error, path: options.path }, "the audit log cannot be read");
    }
    return log;
  }

  /**
   * Performs an action on the record and returns its result. Rejects with an `AdminError` 503, and does
   * nothing, if the record cannot be written.
   */
  async perform<T>(deed: Deed, work: () => Promise<T>): Promise<T> {
    const id = this.#options.newId();
    await this.#begin({ ...deed, id, ...this.#stamp(), outcome: "begun" });
    try {
      const result = await work();
      await this.#note({ ...deed, id, ...this.#stamp(), outcome: "done" });
      return result;
    } catch (error) {
      const status = error instanceof AdminError ? { status: error.status } : {};
      await this.#note({ ...deed, id, ...this.#stamp(), outcome: "failed", ...status });
      throw error;
    }
  }

  /**
   * Takes note of an attempt that was refused with that status. Never rejects. Of too many within a minute
   * only their number is kept.
   */
  async refuse(deed: Deed, status: number): Promise<void> {
    if (this.#refusals.take("") > 0) {
      this.#leftOut += 1;
      return;
    }
    const leftOut = this.#leftOut === 0 ? {} : { leftOut: this.#leftOut };
    this.#leftOut = 0;
    const id = this.#options.newId();
    await this.#note({ ...deed, id, ...this.#stamp(), outcome: "refused", status, ...leftOut });
  }

  /** The newest records, newest first. */
  list(): AuditList {
    return { records: [...this.#recent.values()].reverse(), isStored: this.#file !== undefined };
  }

  /** Resolves when everything is written that was to be. */
  async close(): Promise<void> {
    await this.#file?.idle();
  }

  #stamp(): Pick<AuditRecord, "time"> {
    return { time: new Date(this.#options.now()).toISOString() };
  }

  async #begin(record: AuditRecord): Promise<void> {
    try {
      await this.#file?.append(record);
    } catch (error) {
      const { path } = this.#options;
      this.#options.logger.error({ err: error, path }, "the audit log cannot be written");
      const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
      throw new AdminError(
        503,
        `Nothing was done, because the audit log ${path} cannot be written${code}. Make it writable, then try again.`,
        { cause: error },
      );
    }
    this.#tell(record);
  }

  /** Writes what has happened already, so that nothing can be refused any more. */
  async #note(record: AuditRecord): Promise<void> {
    this.#tell(record);
    try {
      await this.#file?.append(record);
    } catch (error) {
      this.#options.logger.error({ err: error, path: this.#options.path }, "the audit log cannot be written");
    }
  }

  #tell(record: AuditRecord): void {
    this.#keep(record);
    const isGood = record.outcome === "begun" || record.outcome === "done";
    if (isGood) this.#logger.info({ audit: record }, "an admin acted");
    else this.#logger.warn({ audit: record }, "an admin action was refused or failed");
  }

  #keep(record: AuditRecord): void {
    this.#recent.set(record.id, record);
    if (this.#recent.size <= this.#options.limits.maxAuditRecords) return;
    for (const oldest of this.#recent.keys()) {
      this.#recent.delete(oldest);
      return;
    }
  }
}
