import type { Usage, UsageRecord } from "../event-log.ts";

const NOTHING: Usage = { tokens: 0, microDollars: 0 };

/** What sessions have used, and users on their newest day, by the rules of `EventLog`. */
export class MemoryUsage {
  readonly #sessions = new Map<string, Usage>();
  readonly #users = new Map<string, Usage & { readonly day: number }>();

  /** `isStored` returns whether the session is stored. */
  add({ userId, sessionId, day, ...used }: UsageRecord, isStored: boolean): void {
    if (isStored) this.#sessions.set(sessionId, sum(this.ofSession(sessionId), used));
    const newest = this.#users.get(userId)?.day ?? day;
    // A day that is more than one ahead was counted by a clock that was wrong.
    if (day >= newest || day < newest - 1)
      this.#users.set(userId, { ...sum(this.ofUser(userId, day), used), day });
  }

  ofUser(userId: string, day: number): Usage {
    const kept = this.#users.get(userId);
    if (kept === undefined || kept.day !== day) return NOTHING;
    const { tokens, microDollars } = kept;
    return { tokens, microDollars };
  }

  ofSession(sessionId: string): Usage {
    return this.#sessions.get(sessionId) ?? NOTHING;
  }

  forgetSession(sessionId: string): void {
    this.#sessions.delete(sessionId);
  }
}

function sum(a: Usage, b: Usage): Usage {
  return { tokens: a.tokens + b.tokens, microDollars: a.microDollars + b.microDollars };
}
