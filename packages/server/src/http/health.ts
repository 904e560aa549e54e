import type { FastifyInstance } from "fastify";

/**
 * State of a condition that holds, as a whole or in part: the log is damaged in places, or has released its
 * reserve of disk space.
 */
export type CheckState = "ok" | "damaged" | "released";

/** One condition of readiness. */
export interface ReadinessCheck {
  readonly name: string;
  /**
   * Resolves when the condition holds, with another state than `"ok"` where it holds in part and a person has
   * to look; rejects when not.
   */
  check(): Promise<CheckState>;
}

/**
 * Serves `/healthz`, whether the process is alive, and `/readyz`, whether it takes work, each check with its
 * state.
 */
export function registerHealth(http: FastifyInstance, checks: readonly ReadinessCheck[]): void {
  http.get("/healthz", () => ({ status: "ok" }));
  http.get("/readyz", async (_request, reply) => {
    const states = await Promise.all(
      checks.map(async ({ name, check }) => [name, await stateOf(check)] as const),
    );
    const isReady = states.every(([, state]) => state !== "failed");
    reply.code(isReady ? 200 : 503);
    return { status: isReady ? "ok" : "unavailable", checks: Object.fromEntries(states) };
  });
}

async function stateOf(check: ReadinessCheck["check"]): Promise<CheckState | "failed"> {
  try {
    return await check();
  } catch {
    // The reason is for the operator and is in the server's log; only the state is public.
    return "failed";
  }
}
