import { createClient, type SessionHandle } from "@aiwhisperer/client";
import { createModelCatalog, type EngineOptions } from "@aiwhisperer/engine";
import { onTestFinished } from "vitest";
import { startTestServer } from "../support/server.ts";
import type { ProviderKind } from "./provider-kinds.ts";
import { PLANTED_KEY } from "./steps.ts";

/** A session of a real server whose model is the kind's, at the address. The test's end closes both. */
export async function sessionAt(
  kind: ProviderKind,
  origin: string,
  { limits, ...engine }: Pick<EngineOptions, "limits" | "tools"> = {},
): Promise<SessionHandle> {
  const env = kind.env(origin, PLANTED_KEY);
  const server = await startTestServer({
    models: createModelCatalog({ env, defaultModel: kind.model }),
    engine: { ...engine, limits: { retryDelayMs: 1, ...limits } },
  });
  const client = createClient({ url: server.wsUrl });
  onTestFinished(async () => {
    client.close();
    await server.stop();
  });
  return client.startSession();
}
