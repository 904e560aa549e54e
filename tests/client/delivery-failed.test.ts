import { SessionLostError } from "@aiwhisperer/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { MemoryServer } from "./support/memory-server.ts";
import { createQuickClient } from "./support/quick-client.ts";
import { until } from "./support/until.ts";

let server: MemoryServer;
let client: ReturnType<typeof createQuickClient>;

beforeEach(() => {
  server = new MemoryServer();
  client = createQuickClient(server);
});

afterEach(() => {
  client.close();
  expect(client.faults).toEqual([]);
});

/** Ends the attachment of a session on the newest line because its events are damaged. */
const damage = (sessionId: string) => {
  const remote = server.sessions.get(sessionId)!;
  remote.detach(server.line);
  server.line.peer.notify("DeliveryFailedNotification", {
    sessionId,
    afterSequence: remote.events.length,
    cause: 0,
    reason: "Event 2 is damaged.",
  });
};

const attachings = () =>
  server.lines.flatMap(({ requests }) =>
    requests
      .filter(({ method }) => method === "attachSession")
      .map(({ params }) => (params as { sessionId: string }).sessionId),
  );

it("stops following the session, and rejects every wait with the reason", async () => {
  const remote = server.addSession("bad");
  remote.say("t", "a");
  const session = await client.attachSession("bad");
  await session.whenCaughtUp();
  const waiting = session.until(({ sequence }) => sequence > 1);
  damage("bad");
  await expect(waiting).rejects.toThrow(SessionLostError);
  await expect(waiting).rejects.toMatchObject({ code: "damaged", message: "Event 2 is damaged." });
  expect(session.state).toMatchObject({
    isAttached: false,
    sequence: 1,
    messages: [{ text: "a" }],
    error: { code: "damaged", message: "Event 2 is damaged." },
  });
});

it("is no reason to attach again on the next connection, while the other sessions resume", async () => {
  const good = server.addSession("good");
  server.addSession("bad");
  const bad = await client.attachSession("bad");
  const session = await client.attachSession("good");
  damage("bad");
  await until(bad, ({ error }) => error !== undefined);
  good.say("t", "a");
  await until(session, ({ sequence }) => sequence === 1);
  server.cut();
  await until(session, ({ caughtUp }) => !caughtUp);
  good.say("t", "b");
  await until(session, ({ sequence }) => sequence === 2);
  expect(attachings()).toEqual(["bad", "good", "good"]);
  expect(bad.state.error?.code).toBe("damaged");
});

it("can be retried on request", async () => {
  const remote = server.addSession("bad");
  const session = await client.attachSession("bad");
  damage("bad");
  await until(session, ({ error }) => error !== undefined);
  remote.say("t", "a");
  await session.attach();
  await session.whenCaughtUp();
  expect(session.state).toMatchObject({ isAttached: true, messages: [{ text: "a" }] });
  expect(session.state).not.toHaveProperty("error");
});

it("means nothing for a session that this client does not know", async () => {
  await client.rpc.listModels();
  server.addSession("other");
  damage("other");
  await client.rpc.listModels();
  expect(client.session("other").state).toMatchObject({ isAttached: false, sequence: 0 });
  expect(client.session("other").state).not.toHaveProperty("error");
});
