import type {
  Admission,
  Clock,
  ControlDelegate,
  EngineEvent,
  NotificationDelegate,
  Question,
  Usage,
  UsageAccounts,
} from "@aiwhisperer/engine";
import type { BudgetLimits } from "../kit/limits.ts";
import { dayOf, startOf, type UsageLedger } from "./usage-ledger.ts";

const CONTROL = "ai_loop.control.send_user_message";
const MICRO_DOLLARS_PER_CENT = 10_000;

/** What budgets are kept with. */
export interface UsageBudgetOptions {
  readonly accounts: Pick<UsageAccounts, "usageOfUser" | "usageOfSession">;
  readonly ledger: UsageLedger;
  readonly clock: Pick<Clock, "now">;
  readonly limits: BudgetLimits;
}

/**
 * The delegate that receives what models use, and admits no message to a session that has used its budget, or
 * whose owner has used the budget of a day (UTC). A running turn continues: turns that run when a budget is
 * reached can pass it.
 */
export class UsageBudget implements NotificationDelegate, ControlDelegate<typeof CONTROL> {
  readonly name = "usage-budget";
  readonly events = ["ai_loop.usage_reported"] as const;
  readonly control = CONTROL;
  readonly isEssential = true;
  readonly #options: UsageBudgetOptions;

  constructor(options: UsageBudgetOptions) {
    this.#options = options;
  }

  handle(event: EngineEvent): void {
    if (event.name === "ai_loop.usage_reported") this.#options.ledger.add(event);
  }

  async decide({ userId, sessionId }: Question<typeof CONTROL>): Promise<Admission | undefined> {
    const { accounts, ledger, limits, clock } = this.#options;
    await ledger.write();
    const today = dayOf(clock.now());
    const budgets: readonly Budget[] = [
      { ...SESSION_BUDGET, used: await accounts.usageOfSession(sessionId) },
      { ...dayBudget(today), used: await accounts.usageOfUser(userId, today) },
    ];
    for (const budget of budgets) {
      const name = reachedOf(budget, limits);
      if (name !== undefined)
        return { admit: false, reason: budget.reason, limit: { name, value: limits[name] } };
    }
    return undefined;
  }
}

/** What may be used in all, by which limits, and what to do when it has been. */
interface Budget {
  readonly used: Usage;
  readonly tokens: keyof BudgetLimits;
  readonly cents: keyof BudgetLimits;
  readonly reason: string;
}

const SESSION_BUDGET = {
  tokens: "maxTokensPerSession",
  cents: "maxCentsPerSession",
  reason: "This session accepts no more messages. Start another one.",
} as const;

function dayBudget(day: number) {
  const comeBack = new Date(startOf(day + 1)).toISOString();
  return {
    tokens: "maxTokensPerUserPerDay",
    cents: "maxCentsPerUserPerDay",
    reason: `Messages are accepted again from ${comeBack} on.`,
  } as const;
}

/** The limit that what was used has come to; 0 is none. */
function reachedOf({ used, tokens, cents }: Budget, limits: BudgetLimits): keyof BudgetLimits | undefined {
  if (limits[tokens] > 0 && used.tokens >= limits[tokens]) return tokens;
  if (limits[cents] > 0 && used.microDollars >= limits[cents] * MICRO_DOLLARS_PER_CENT) return cents;
  return undefined;
}
