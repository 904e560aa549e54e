import { type Clock, type Engine, systemClock } from "@aiwhisperer/engine";
import type { Logger } from "pino";
import { ConnectionRoom } from "./connection/connection-room.ts";
import type { ServerLimits } from "./kit/limits.ts";
import { type CallRule, messageLength, noNewWorkUnder, requestRate } from "./methods/call-rules.ts";
import type { TrustedProxies } from "./proxy/trusted-proxies.ts";
import { openLoadGauges } from "./quota/load-gauges.ts";
import { type ModelPrice, PriceList } from "./quota/model-price.ts";
import { Overload, type PassedLimit } from "./quota/overload.ts";
import { ReadBudget } from "./quota/read-budget.ts";
import { SessionRoom } from "./quota/session-room.ts";
import { TurnRate } from "./quota/turn-rate.ts";
import { UsageBudget } from "./quota/usage-budget.ts";
import { UsageLedger } from "./quota/usage-ledger.ts";

/** What a server's limits are held with. */
export interface QuotaOptions {
  readonly engine: Engine;
  readonly limits: ServerLimits;
  readonly logger: Logger;
  /** What models cost, for the limits in cents. Default: nothing. */
  readonly prices?: readonly ModelPrice[] | undefined;
  /** Proxies that say where a request comes from. */
  readonly proxies: TrustedProxies;
  /** Decides days, and when to read the load. Default: the machine's. */
  readonly clock?: Clock | undefined;
}

/** How much users, addresses and everybody together may have at once and do in a time. */
export interface Quota {
  readonly connections: ConnectionRoom;
  readonly sessions: SessionRoom;
  readonly reads: ReadBudget;
  readonly overload: Overload;
  /** For every call of a client. */
  readonly rules: readonly CallRule[];
  /** Ends the reading of the load, and what is asked of it. */
  close(): void;
}

/** Begins to hold the limits: registers its delegates with the engine, and reads the load. */
export function openQuota(options: QuotaOptions): Quota {
  const { engine, limits, proxies, clock = systemClock } = options;
  const load = openLoadGauges(engine, limits);
  const onChange = (passed: PassedLimit | undefined): void => logOverload(options.logger, passed);
  const overload = new Overload({ gauges: load.gauges, clock, onChange });
  overload.start();
  const unregister = [...registerTurnRate(options, clock), ...registerBudget(options, clock)];
  return {
    connections: new ConnectionRoom({ ...limits, proxies, overload }),
    sessions: new SessionRoom({ ...limits, accounts: engine.accounts }),
    reads: new ReadBudget({ ...limits, now: () => clock.monotonic() }),
    overload,
    rules: createRules(limits, { overload, clock }),
    close() {
      overload.stop();
      load.close();
      for (const each of unregister) each();
    },
  };
}

function createRules(
  limits: ServerLimits,
  { overload, clock }: { readonly overload: Overload; readonly clock: Clock },
): readonly CallRule[] {
  const { maxRequestsPerSecond: perSecond, maxRequestBurst: burst, maxMessageLength } = limits;
  return [
    ...(perSecond === 0 ? [] : [requestRate({ perSecond, burst, now: () => clock.monotonic() })]),
    messageLength(maxMessageLength),
    noNewWorkUnder(overload),
  ];
}

function registerTurnRate({ engine, limits }: QuotaOptions, clock: Clock): readonly (() => void)[] {
  const { maxTurnsPerMinute } = limits;
  if (maxTurnsPerMinute === 0) return [];
  return [
    engine.delegates.registerControl(new TurnRate({ maxTurnsPerMinute, now: () => clock.monotonic() })),
  ];
}

/** Without a budget nothing is counted, and nothing of it written. */
function registerBudget(options: QuotaOptions, clock: Clock): readonly (() => void)[] {
  const { engine, limits, logger, prices = [] } = options;
  const { accounts, delegates } = engine;
  const { maxTokensPerSession, maxTokensPerUserPerDay, maxCentsPerSession, maxCentsPerUserPerDay } = limits;
  const isPriced = maxCentsPerSession > 0 || maxCentsPerUserPerDay > 0;
  if (!isPriced && maxTokensPerSession === 0 && maxTokensPerUserPerDay === 0) return [];
  const ledger = new UsageLedger({
    accounts,
    clock,
    prices: new PriceList(prices),
    onUnpriced: (model) => {
      if (isPriced) logger.warn({ model }, "a model has no price: it counts as free");
    },
    onError: (error) => logger.error({ err: error }, "the usage of models could not be written"),
  });
  const budget = new UsageBudget({ accounts, ledger, clock, limits });
  return [delegates.register(budget), delegates.registerControl(budget)];
}

function logOverload(logger: Logger, passed: PassedLimit | undefined): void {
  if (passed === undefined) logger.warn("the server is no longer overloaded");
  else logger.warn(passed, "the server is overloaded and begins no new work");
}
