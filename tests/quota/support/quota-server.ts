import { systemClock } from "@aiwhisperer/engine";
import type { ServerLimits } from "@aiwhisperer/server";
import { onTestFinished } from "vitest";
import { openAuthentication } from "../../../packages/server/src/auth/authentication.ts";
import { secretKeys } from "../../../packages/server/src/auth/jwt-keys.ts";
import { AUDIENCE, ISSUER, SECRET, secretToken } from "../../auth/support/tokens.ts";
import { RawClient, type WireMessage } from "../../support/raw-client.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "../../support/server.ts";

/** A server that asks everybody who they are. */
export interface QuotaServer extends TestServer {
  /** Connects as a user, with further headers. */
  open(userId: string, headers?: Record<string, string>): Promise<RawClient>;
}

/** Starts a server for a test, with these limits. */
export async function startQuotaServer(
  limits: Partial<ServerLimits>,
  options: TestServerOptions = {},
): Promise<QuotaServer> {
  const authentication = await openAuthentication({
    clock: systemClock,
    jwt: { keys: secretKeys(SECRET), issuer: ISSUER, audience: AUDIENCE },
    onFault: (error) => {
      throw error;
    },
  });
  const server = await startTestServer({
    ...options,
    server: { authentication, limits, ...options.server },
  });
  onTestFinished(() => server.stop());
  return {
    ...server,
    open: (sub, headers = {}) => {
      const authorization = `Bearer ${secretToken({ sub })}`;
      return RawClient.connect(server.wsUrl, { headers: { authorization, ...headers } });
    },
  };
}

/** Starts a session as a user. Returns its id. */
export async function startSession(client: RawClient, userId: string): Promise<string> {
  const { result, error } = await client.call("startSession", { userId });
  if (error !== undefined) throw new Error(JSON.stringify(error));
  return (result as { readonly sessionId: string }).sessionId;
}

/** Sends a message. Returns the whole response. */
export function sendMessage(client: RawClient, sessionId: string, message = "hello"): Promise<WireMessage> {
  return client.call("sendUserMessage", { sessionId, message });
}

/** Sends a message, and waits for the end of its turn. */
export async function takeTurn(client: RawClient, sessionId: string, message = "hello"): Promise<void> {
  const { result, error } = await sendMessage(client, sessionId, message);
  if (error !== undefined) throw new Error(JSON.stringify(error));
  const { turnId } = result as { readonly turnId: string };
  await client.until(({ params }) => {
    const told = params as { readonly turnId?: string; readonly status?: number } | undefined;
    return told?.turnId === turnId && (told.status ?? 0) >= 4;
  });
}
