import type { Admission, ControlDelegate, Question } from "@aiwhisperer/engine";
import { RecentUses } from "../kit/recent-uses.ts";

const CONTROL = "ai_loop.control.send_user_message";
const MINUTE_MS = 60_000;

/** What bounds the turns of a user. */
export interface TurnRateOptions {
  readonly maxTurnsPerMinute: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/**
 * The control delegate that limits the messages a minute to the sessions of one user, regardless of the
 * sender: a session's turns are its owner's. A plan's tasks wait until there is room.
 */
export class TurnRate implements ControlDelegate<typeof CONTROL> {
  readonly name = "turn-rate";
  readonly control = CONTROL;
  readonly isEssential = true;
  readonly #uses: RecentUses;
  readonly #value: number;

  constructor({ maxTurnsPerMinute, now }: TurnRateOptions) {
    this.#value = maxTurnsPerMinute;
    this.#uses = new RecentUses({ max: maxTurnsPerMinute, windowMs: MINUTE_MS, now });
  }

  decide({ userId }: Question<typeof CONTROL>): Admission | undefined {
    const retryAfterMs = this.#uses.take(userId);
    if (retryAfterMs === 0) return undefined;
    const limit = { name: "maxTurnsPerMinute", value: this.#value, retryAfterMs };
    return { admit: false, reason: "Too many messages within a minute.", limit };
  }
}
