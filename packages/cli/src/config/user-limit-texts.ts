import type { BudgetLimits, OverloadLimits, UserLimits } from "@aiwhisperer/server";
import type { LimitTexts } from "./limit-text.ts";

/** The times of so many messages of each user are kept. */
const MAX_TURNS_PER_MINUTE = 10_000;

/** Limits of what one user may have and do. */
export const userLimits: LimitTexts<UserLimits> = {
  maxSessionsPerUser: {
    min: 0,
    description:
      "sessions of one user that are stored; one more is refused until others are deleted; 0 sets no limit",
  },
  maxRequestsPerSecond: {
    min: 0,
    description:
      "requests of one user in a second, on average; more are refused for a while; 0 sets no limit",
  },
  maxRequestBurst: {
    min: 1,
    description: "requests of one user that may come at once before that average counts",
  },
  maxTurnsPerMinute: {
    min: 0,
    max: MAX_TURNS_PER_MINUTE,
    description:
      "messages to the sessions of one user within a minute; one more is refused for a while, and tasks of plans wait; 0 sets no limit",
  },
  maxReadBytesPerMinute: {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description:
      "bytes of stored events that one user may read within a minute; the next read is refused for a while; reconnects that lack 1,000 events or fewer have as much for themselves; 0 sets no limit",
  },
};

/** Limits of what models may use. */
export const budgetLimits: LimitTexts<BudgetLimits> = {
  maxTokensPerSession: {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "tokens after which a session takes no more messages; 0 sets no limit",
  },
  maxTokensPerUserPerDay: {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description:
      "tokens of one user in a day (UTC) after which messages are refused until it is over; 0 sets no limit",
  },
  maxCentsPerSession: {
    min: 0,
    description:
      "cost by the list of prices, in hundredths of a dollar, after which a session takes no more messages; 0 sets no limit",
  },
  maxCentsPerUserPerDay: {
    min: 0,
    description:
      "cost of one user in a day (UTC), in hundredths of a dollar, after which messages are refused until it is over; 0 sets no limit",
  },
};

/** Limits of the load past which no new work is begun. */
export const overloadLimits: LimitTexts<OverloadLimits> = {
  maxEventLoopDelayMs: {
    min: 0,
    description: "how late the program comes to what is due, on average over half a second; 0 sets no limit",
  },
  maxMemoryBytes: {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "memory of the program; 0 sets no limit",
  },
  maxLogBacklogLength: {
    min: 0,
    description:
      "characters of new messages that wait for the log; set it below maxUncommittedLength; 0 sets no limit",
  },
};
