import type { Client } from "@aiwhisperer/client";
import {
  ClientProvider,
  useClient,
  useConnection,
  useModels,
  usePlan,
  useSession,
  useSessions,
} from "@aiwhisperer/react";
import { createElement, type FunctionComponent } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemoryServer } from "./support/memory-server.ts";
import { createQuickClient } from "./support/quick-client.ts";

let server: MemoryServer;
let client: Client;

beforeEach(() => {
  server = new MemoryServer();
  client = createQuickClient(server);
});

afterEach(() => {
  client.close();
});

/** What a component shows with the client as it is now. */
const show = (component: FunctionComponent) =>
  renderToString(createElement(ClientProvider, { client }, createElement(component)));

describe("the hooks", () => {
  it("show the line", async () => {
    const Line = () => useConnection().status;
    expect(show(Line)).toBe("idle");
    await client.rpc.listModels();
    expect(show(Line)).toBe("connected");
  });

  it("show a session, and nothing where there is none", async () => {
    const remote = server.addSession("s");
    remote.say("t", "Hello");
    const Session = () => {
      const { session, state, error } = useSession("s");
      return `${session?.sessionId} ${state?.messages.map(({ text }) => text).join()} ${error?.code}`;
    };
    expect(show(Session)).toBe("s  undefined");
    const session = await client.attachSession("s");
    await session.whenCaughtUp();
    expect(show(Session)).toBe("s Hello undefined");
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
    server.addSession("s");
    const Lists = () => {
      const { sessions, hasMore } = useSessions();
      const { models } = useModels();
      return `${sessions?.map(({ sessionId }) => sessionId)} ${hasMore} ${models?.map(({ model }) => model)}`;
    };
    expect(show(Lists)).toBe("undefined false undefined");
    await Promise.all([client.sessions.refresh(), client.models.refresh()]);
    expect(show(Lists)).toBe("s false demo");
  });

  it("say what is missing outside of a provider", () => {
    const Lost = () => String(useClient());
    expect(() => renderToString(createElement(Lost))).toThrow("useClient needs a <ClientProvider> above it.");
  });
});
