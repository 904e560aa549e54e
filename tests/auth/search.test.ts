import { type SearchSessionsResponse, SessionAccess } from "@aiwhisperer/protocol";
import { afterEach, expect, it } from "vitest";
import type { RawClient } from "../support/raw-client.ts";
import { type AuthServer, startAuthServer } from "./support/auth-server.ts";

let server: AuthServer;
afterEach(() => server.stop());

async function find(client: RawClient) {
  const { result } = await client.call("searchSessions", { query: "walrus" });
  return (result as SearchSessionsResponse).matches.map(({ session, messageId, snippet }) => [
    session.access,
    messageId !== undefined,
    snippet,
  ]);
}

it("a search finds what a user may read: own sessions, and those of others while they are shared", async () => {
  server = await startAuthServer();
  const ann = await server.open(server.token(60_000, { sub: "ann" }));
  const bob = await server.open(server.token(60_000, { sub: "bob" }));
  const { result } = await ann.call("startSession", { userId: "ann" });
  const { sessionId } = result as { readonly sessionId: string };
  await ann.call("sendUserMessage", { sessionId, message: "the walrus" });
  await ann.call("updateSession", { sessionId, title: "named" });
  expect((await find(ann))[0]).toEqual([undefined, true, "the walrus"]);
  expect(await find(bob)).toEqual([]);
  await ann.call("shareSession", { sessionId, userId: "bob", access: SessionAccess.Observe });
  expect((await find(bob))[0]).toEqual([SessionAccess.Observe, true, "the walrus"]);
  await ann.call("unshareSession", { sessionId, userId: "bob" });
  expect(await find(bob)).toEqual([]);
});
