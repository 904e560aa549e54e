import type { Client } from "@aiwhisperer/client";
import {
  ClientProvider,
  useClient,
  useConnection,
  useModels,
  usePlan,
  useSelected,
  useSession,
  useSessions,
} from "@aiwhisperer/react";
import { createElement, type FunctionComponent } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";

let server: TappedServer;
let client: Client;

beforeEach(async () => {
  server = await TappedServer.start();
  client = createQuickClient(server);
});

afterEach(async () => {
  client.close();
  await server.stop();
});

/** What a component shows with the client as it is now. */
const show = (component: FunctionComponent) =>
  renderToString(createElement(ClientProvider, { client }, createElement(component)));

describe("the hooks", () => {
  it("show the connection", async () => {
    const Connection = () => useConnection().status;
    expect(show(Connection)).toBe("idle");
    await client.rpc.listModels();
    expect(show(Connection)).toBe("connected");
  });

  it("show a session, and nothing where there is none", async () => {
    const talk = await server.startTalk("Hi");
    await talk.say("Hello");
    const Session = () => {
      const { session, state, error } = useSession(talk.sessionId);
      return `${session.sessionId === talk.sessionId} ${state.messages.map(({ text }) => text).join()} ${error?.code}`;
    };
    expect(show(Session)).toBe("true  undefined");
    const session = await client.attachSession(talk.sessionId);
    await session.whenCaughtUp();
    expect(show(Session)).toBe("true Hi,Hello undefined");
    expect(show(() => String(useSession(undefined).state))).toBe("undefined");
  });

  it("show why a session cannot be followed", async () => {
    await client.attachSession("none").catch(() => {});
    expect(show(() => String(useSession("none").error?.code))).toBe("SessionNotFound");
  });

  it("show a plan, and nothing where there is none", async () => {
    const { planId, session } = await client.startPlan({
      name: "One step",
      tasks: [{ id: "one", kind: "no_op" }],
    });
    await session.whenCaughtUp();
    const Plan = () => {
      const { plan, state } = usePlan(planId);
      return `${plan?.planId === planId} ${state?.plan?.name} ${state?.tasks.length}`;
    };
    expect(show(Plan)).toBe("true One step 1");
    expect(show(() => String(usePlan(undefined).plan))).toBe("undefined");
  });

  it("show the sessions and the models that were loaded", async () => {
    const sessionId = await server.addSession();
    const Lists = () => {
      const { sessions, hasMore } = useSessions();
      const { models } = useModels();
      return `${sessions?.map(({ sessionId }) => sessionId)} ${hasMore} ${models?.map(({ model }) => model)}`;
    };
    expect(show(Lists)).toBe("undefined false undefined");
    await Promise.all([client.sessions.refresh(), client.models.refresh()]);
    expect(show(Lists)).toBe(`${sessionId} false scripted:model`);
  });

  it("select a part of a snapshot", async () => {
    await server.addSession();
    const Count = () => String(useSelected(useClient().sessions, ({ data }) => data?.sessions.length));
    expect(show(Count)).toBe("undefined");
    await client.sessions.refresh();
    expect(show(Count)).toBe("1");
  });

  it("say what is missing outside of a provider", () => {
    const Lost = () => String(useClient());
    expect(() => renderToString(createElement(Lost))).toThrow("useClient needs a <ClientProvider> above it.");
  });
});
