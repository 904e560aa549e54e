import { EngineFault } from "../kit/engine-fault.ts";

const DRAINING_RETRY_MS = 1_000;

/** Refuses new work while the engine shuts down. Throws `draining`. */
export function requireOpen(isDraining: boolean): void {
  if (isDraining) throw new EngineFault("draining", { retryAfterMs: DRAINING_RETRY_MS });
}
