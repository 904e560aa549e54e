import { describe, expect, it } from "vitest";
import { defaultReconnectPolicy } from "./backoff.ts";
import { type ConnectionEvent, idleConnection, isAttempting, transition } from "./connection-state.ts";

const run = (...events: ConnectionEvent[]) =>
  events.reduce((state, event) => transition(state, event, defaultReconnectPolicy), idleConnection);

const lost = (code = 1006, now = 1_000): ConnectionEvent => ({
  type: "lost",
  close: { code, reason: "why" },
  now,
  random: 0,
});

describe("the link", () => {
  it("is being connected when it is first wanted", () => {
    expect(run({ type: "wanted" })).toEqual({ status: "connecting", attempt: 0, replaying: false });
  });

  it("plans another attempt when one fails", () => {
    expect(run({ type: "wanted" }, lost())).toMatchObject({
      status: "reconnecting",
      attempt: 1,
      retryAt: 1_250,
    });
  });

  it("waits longer after each loss while no connection holds", () => {
    const opened: ConnectionEvent[] = [{ type: "wanted" }, { type: "opened" }, lost(1006, 0)];
    const state = run(...opened, ...opened, ...opened);
    expect(state).toMatchObject({ attempt: 3, retryAt: 1_000 });
  });

  it("counts attempts anew once a connection has held", () => {
    const state = run({ type: "wanted" }, lost(), { type: "wanted" }, { type: "opened" }, { type: "held" });
    expect(state).toMatchObject({ status: "connected", attempt: 0, lastCloseCode: 1006 });
  });

  it("forgets the planned attempt when one begins", () => {
    const state = run({ type: "wanted" }, lost(), { type: "wanted" });
    expect(state.retryAt).toBeUndefined();
    expect(isAttempting(state)).toBe(true);
    expect(state.status).toBe("reconnecting");
  });

  it("is left as it is by a wish for what is under way", () => {
    const connecting = run({ type: "wanted" });
    expect(transition(connecting, { type: "wanted" }, defaultReconnectPolicy)).toBe(connecting);
    const connected = run({ type: "wanted" }, { type: "opened" });
    expect(transition(connected, { type: "wanted" }, defaultReconnectPolicy)).toBe(connected);
  });

  it.each([4400, 4401])("stays closed after close code %i", (code) => {
    const state = run({ type: "wanted" }, { type: "opened" }, lost(code));
    expect(state).toMatchObject({ status: "closed", lastCloseCode: code, lastCloseReason: "why" });
    expect(state.retryAt).toBeUndefined();
  });

  it("can be wanted again after it was closed", () => {
    const closed = run({ type: "wanted" }, { type: "opened" }, lost(4401));
    expect(transition(closed, { type: "wanted" }, defaultReconnectPolicy)).toMatchObject({
      status: "connecting",
    });
  });

  it("is tried again with a newer token where the one of a link that stood has ended", () => {
    const ended = { ...lost(4401), canRenew: true } as ConnectionEvent;
    expect(run({ type: "wanted" }, { type: "opened" }, ended)).toMatchObject({ status: "reconnecting" });
    expect(
      run({ type: "wanted" }, { type: "opened" }, { ...lost(4400), canRenew: true } as ConnectionEvent),
    ).toMatchObject({ status: "closed" });
  });

  it("plans nothing when the program closes it", () => {
    const state = run({ type: "wanted" }, lost(), { type: "closed" });
    expect(state).toMatchObject({ status: "closed", attempt: 0 });
    expect(state.retryAt).toBeUndefined();
    expect(transition(state, lost(), defaultReconnectPolicy)).toBe(state);
  });

  it("replays nothing once it is lost", () => {
    const state = run({ type: "wanted" }, { type: "opened" }, { type: "replaying", replaying: true }, lost());
    expect(state.replaying).toBe(false);
  });

  it("leaves a server that restarts alone for as long as that says, without jitter of its own", () => {
    const draining: ConnectionEvent = { type: "draining", reconnectAfterMs: 3_000 };
    const told = run({ type: "wanted" }, { type: "opened" }, draining);
    expect(told).toMatchObject({ status: "connected", restarting: true, reconnectAfterMs: 3_000 });
    const gone = transition(told, { ...lost(1012), random: 0.9 } as ConnectionEvent, defaultReconnectPolicy);
    expect(gone).toMatchObject({ status: "reconnecting", restarting: true, retryAt: 4_000 });
    const failed = transition(
      transition(gone, { type: "wanted" }, defaultReconnectPolicy),
      lost(1006, 4_000),
      defaultReconnectPolicy,
    );
    expect(failed).toMatchObject({ restarting: true, attempt: 2, retryAt: 4_500 });
    const back = transition(
      transition(failed, { type: "wanted" }, defaultReconnectPolicy),
      { type: "opened" },
      defaultReconnectPolicy,
    );
    expect(back).not.toHaveProperty("restarting");
    expect(back).not.toHaveProperty("reconnectAfterMs");
  });

  it("knows a restart by its close code, too", () => {
    const state = run({ type: "wanted" }, { type: "opened" }, lost(1012));
    expect(state).toMatchObject({ restarting: true, retryAt: 1_250 });
    expect(run({ type: "wanted" }, { type: "opened" }, lost(1006))).not.toHaveProperty("restarting");
  });

  it("waits ten minutes at most, whatever a server says", () => {
    const draining: ConnectionEvent = { type: "draining", reconnectAfterMs: 1e12 };
    expect(run({ type: "wanted" }, { type: "opened" }, draining, lost(1012)).retryAt).toBe(601_000);
  });
});
