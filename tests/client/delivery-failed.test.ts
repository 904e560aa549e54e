import { SessionLostError } from "@aiwhisperer/client";
import { afterEach, beforeEach, expect, it } from "vitest";
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

/** Reports on the newest link that a session cannot be delivered, as a server with a damaged log does. */
const damage = (sessionId: string, afterSequence: number) => {
  server.link.notify("DeliveryFailedNotification", {
    sessionId,
    afterSequence,
    cause: 0,
    reason: "Event 2 is damaged.",
  });
};

const attachings = () =>
  server.paramsOf("attachSession").map((params) => (params as { readonly sessionId: string }).sessionId);

it("stops following the session, and rejects every wait with the reason", async () => {
  const talk = await server.startTalk();
  await talk.say("a");
  const session = await client.attachSession(talk.sessionId);
  await session.whenCaughtUp();
  const known = session.state.sequence;
  const waiting = session.until(({ sequence }) => sequence > known);
  damage(talk.sessionId, known);
  await expect(waiting).rejects.toThrow(SessionLostError);
  await expect(waiting).rejects.toMatchObject({ code: "damaged", message: "Event 2 is damaged." });
  expect(session.state).toMatchObject({
    isAttached: false,
    sequence: known,
    messages: [{ text: "Hi" }, { text: "a" }],
    error: { code: "damaged", message: "Event 2 is damaged." },
  });
});

it("is no reason to attach again on the next connection, while the other sessions resume", async () => {
  const talk = await server.startTalk();
  const badId = await server.addSession();
  const bad = await client.attachSession(badId);
  const session = await client.attachSession(talk.sessionId);
  damage(badId, 1);
  await until(bad, ({ error }) => error !== undefined);
  await talk.say("a");
  await until(session, ({ sequence }) => sequence === talk.sequence + 1);
  server.cut();
  await until(session, ({ caughtUp }) => !caughtUp);
  await talk.say("b");
  await until(session, ({ sequence }) => sequence === talk.sequence + 2);
  expect(attachings()).toEqual([badId, talk.sessionId, talk.sessionId]);
  expect(bad.state.error?.code).toBe("damaged");
});

it("can be retried on request", async () => {
  const talk = await server.startTalk();
  const session = await client.attachSession(talk.sessionId);
  damage(talk.sessionId, talk.sequence);
  await until(session, ({ error }) => error !== undefined);
  await talk.say("a");
  await session.attach();
  await session.whenCaughtUp();
  expect(session.state).toMatchObject({ isAttached: true, messages: [{ text: "Hi" }, { text: "a" }] });
  expect(session.state).not.toHaveProperty("error");
});

it("means nothing for a session that this client does not know", async () => {
  await client.rpc.listModels();
  const other = await server.addSession();
  damage(other, 1);
  await client.rpc.listModels();
  expect(client.session(other).state).toMatchObject({ isAttached: false, sequence: 0 });
  expect(client.session(other).state).not.toHaveProperty("error");
});
