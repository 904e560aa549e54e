import type { Clock, UsageAccounts, UsageRecord, UsageReport } from "@aiwhisperer/engine";
import type { PriceList } from "./model-price.ts";

const DAY_MS = 86_400_000;

/** Models without a price that are reported: a catalogue takes any name that a provider knows. */
const MAX_UNPRICED = 100;

/** What usage is written with. */
export interface UsageLedgerOptions {
  readonly accounts: Pick<UsageAccounts, "addUsage">;
  readonly clock: Pick<Clock, "now">;
  readonly prices: PriceList;
  /** Called once for every model that has used something and has no price: it costs nothing. */
  readonly onUnpriced: (model: string) => void;
  /** Called with the reason why usage could not be written. It is kept, and written with what comes next. */
  readonly onError: (error: unknown) => void;
  /** Runs the writing once everybody has had a turn to report. Default `setImmediate`. */
  readonly schedule?: (write: () => void) => void;
}

/** The day of a time, in days since 1970-01-01, UTC. */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}

/** When a day begins, in milliseconds since 1970-01-01T00:00:00Z. */
export function startOf(day: number): number {
  return day * DAY_MS;
}

/**
 * Writes what models report to the accounts of sessions and users. Reports of a tick are gathered and go into
 * the log together: it is the log that knows what was used, and after a crash it lacks no more than a tick's
 * reports.
 */
export class UsageLedger {
  readonly #options: UsageLedgerOptions;
  readonly #schedule: (write: () => void) => void;
  readonly #unpriced = new Set<string>();
  #waiting: readonly UsageRecord[] = [];
  #isScheduled = false;

  constructor(options: UsageLedgerOptions) {
    this.#options = options;
    this.#schedule = options.schedule ?? setImmediate;
  }

  /** Takes a report. */
  add(report: UsageReport): void {
    this.#waiting = [...this.#waiting, this.#toRecord(report)];
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#schedule(() => {
      this.#isScheduled = false;
      this.write().catch(this.#options.onError);
    });
  }

  /**
   * Writes what was taken; resolves when it is in the log. Rejects with the log's fault, and then has kept
   * it.
   */
  async write(): Promise<void> {
    const records = this.#waiting;
    if (records.length === 0) return;
    this.#waiting = [];
    try {
      await this.#options.accounts.addUsage(records);
    } catch (error) {
      this.#waiting = [...records, ...this.#waiting];
      throw error;
    }
  }

  #toRecord({ userId, sessionId, model, usage }: UsageReport): UsageRecord {
    const { inputTokens = 0, outputTokens = 0, totalTokens = inputTokens + outputTokens } = usage;
    const microDollars = this.#options.prices.costOf(model, usage) ?? this.#noteUnpriced(model);
    return { userId, sessionId, day: dayOf(this.#options.clock.now()), tokens: totalTokens, microDollars };
  }

  #noteUnpriced(model: string): 0 {
    if (this.#unpriced.has(model) || this.#unpriced.size >= MAX_UNPRICED) return 0;
    this.#unpriced.add(model);
    this.#options.onUnpriced(model);
    return 0;
  }
}
