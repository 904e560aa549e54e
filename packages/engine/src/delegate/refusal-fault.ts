import type { Refusal } from "../event/engine-event.ts";
import { EngineFault } from "../kit/engine-fault.ts";

/**
 * The fault of a command that was not admitted: `rate_limited` or `limit_exceeded` where a limit was reached,
 * `refused` where a policy says no.
 */
export function toRefusalFault({ reason, limit }: Refusal): EngineFault {
  if (limit === undefined) return new EngineFault("refused", { reason });
  const { name, value, retryAfterMs } = limit;
  const details = { reason, limit: name, value };
  return retryAfterMs === undefined
    ? new EngineFault("limit_exceeded", details)
    : new EngineFault("rate_limited", { ...details, retryAfterMs });
}
