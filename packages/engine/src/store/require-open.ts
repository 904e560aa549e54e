import { EngineFault, RETRY_AFTER_MS } from "../kit/engine-fault.ts";

/** Refuses new work while the engine shuts down. Throws `draining`. */
export function requireOpen(isDraining: boolean): void {
  if (isDraining) throw new EngineFault("draining", { retryAfterMs: RETRY_AFTER_MS });
}
