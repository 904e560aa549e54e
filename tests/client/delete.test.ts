import { interactive, rpcError } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";
import { until } from "./support/until.ts";

let server: TappedServer;
let client: ReturnType<typeof createQuickClient>;

beforeEach(async () => {
  server = await TappedServer.start();
  client = createQuickClient(server);
});

afterEach(async () => {
  client.close();
  await server.stop();
  expect(client.faults).toEqual([]);
});

describe("deleting a session", () => {
  it("takes it off the server, the list and the handle", async () => {
    const session = await client.startSession();
    await client.sessions.refresh();
    await session.delete();
    expect(await server.sessionIds()).toEqual([]);
    expect(session.state).toMatchObject({ isAttached: false, error: { code: "deleted" } });
    await until(client.sessions, ({ data }) => data?.sessions.length === 0);
  });

  it("rejects, and keeps following, when the server refuses", async () => {
    const session = await client.startSession();
    const refusal = rpcError(interactive.errors.PermissionDenied, { reason: "It is kept." });
    server.beforeRequest = (method) => {
      if (method === "deleteSession") throw refusal;
    };
    await expect(session.delete()).rejects.toMatchObject({ code: refusal.code });
    expect(session.state.isAttached).toBe(true);
  });

  it("rejects where there is no such session", async () => {
    await expect(client.session("none").delete()).rejects.toMatchObject({
      code: interactive.errors.SessionNotFound.code,
    });
  });
});

describe("a session that another client has deleted", () => {
  it("can be detached from as if it were there", async () => {
    const session = await client.startSession();
    await server.author.session(session.sessionId).delete();
    await session.detach();
    expect(session.state.isAttached).toBe(false);
  });
});
