import type { FastifyInstance } from "fastify";

/** One condition of readiness. */
export interface ReadinessCheck {
  readonly name: string;
  /** Whether it is reported alone: the server takes work although it does not hold. Default: false. */
  readonly isAdvisory?: boolean;
  /** Resolves when the condition holds; rejects when not. */
  check(): Promise<void>;
}

/** Serves `/healthz`, whether the process is alive, and `/readyz`, whether it takes work, each check with its state. */
export function registerHealth(http: FastifyInstance, checks: readonly ReadinessCheck[]): void {
  http.get("/healthz", () => ({ status: "ok" }));
  http.get("/readyz", async (_request, reply) => {
    const states = await Promise.all(
      checks.map(async ({ name, check, isAdvisory = false }) => ({
        name,
        isAdvisory,
        state: await stateOf(check),
      })),
    );
    const isReady = states.every(({ state, isAdvisory }) => isAdvisory || state === "ok");
    reply.code(isReady ? 200 : 503);
    return {
      status: isReady ? "ok" : "unavailable",
      checks: Object.fromEntries(states.map(({ name, state }) => [name, state])),
    };
  });
}

async function stateOf(check: ReadinessCheck["check"]): Promise<"ok" | "failed"> {
  try {
    await check();
    return "ok";
  } catch {
    // The reason is for the operator and stands in the server's log; here only the state is public.
    return "failed";
  }
}
