import type { ConnectionState } from "@aiwhisperer/client";
import { describe, expect, it } from "vitest";
import { describeConnection } from "./describe-connection.ts";

const reconnecting: ConnectionState = {
  status: "reconnecting",
  attempt: 2,
  replaying: false,
  retryAt: 4_200,
  lastCloseCode: 1006,
};

describe("describeConnection", () => {
  it("counts down in whole seconds to the next attempt", () => {
    const { detail, canRetry } = describeConnection(reconnecting, { now: 1_000, isOnline: true });
    expect(detail).toContain("Trying again in 4 s.");
    expect(canRetry).toBe(true);
  });

  it("names a restart of the server from its notice until the connection is open again", () => {
    const surroundings = { now: 1_000, isOnline: true };
    const connected: ConnectionState = { status: "connected", attempt: 0, replaying: false };
    const noticed = describeConnection(
      { ...connected, restarting: true, reconnectAfterMs: 3_000 },
      surroundings,
    );
    expect(noticed).toMatchObject({ tone: "waiting", label: "Restarting", isUsable: true });
    expect(noticed.detail).toContain("The server is restarting");
    const lost = describeConnection({ ...reconnecting, restarting: true, lastCloseCode: 1006 }, surroundings);
    expect(lost.detail).toBe("The server is restarting; nothing is lost. Trying again in 4 s.");
    expect(describeConnection(connected, surroundings)).not.toHaveProperty("detail");
  });

  it("takes messages as long as there will be a line, and none once there will be no other", () => {
    const surroundings = { now: 0, isOnline: true };
    expect(describeConnection(reconnecting, surroundings)).toMatchObject({
      isUsable: false,
      takesMessages: true,
    });
    const closed: ConnectionState = { status: "closed", attempt: 0, replaying: false, lastCloseCode: 4400 };
    expect(describeConnection(closed, surroundings).takesMessages).toBe(false);
  });

  it("says that the device is offline before anything about the server", () => {
    expect(describeConnection(reconnecting, { now: 0, isOnline: false }).label).toBe("Offline");
  });

  it("offers no retry while an attempt is under way", () => {
    const { retryAt: _, ...attempting } = reconnecting;
    expect(describeConnection(attempting, { now: 0, isOnline: true }).canRetry).toBe(false);
  });

  it("distinguishes catching up after a loss from connected, and lets messages be sent meanwhile", () => {
    const state: ConnectionState = { status: "connected", attempt: 1, replaying: true };
    expect(describeConnection(state, { now: 0, isOnline: true })).toMatchObject({
      label: "Catching up",
      isUsable: true,
    });
    expect(describeConnection({ ...state, replaying: false }, { now: 0, isOnline: true }).label).toBe(
      "Connected",
    );
  });

  it("does not take the reading of a conversation that was opened for catching up", () => {
    const state: ConnectionState = { status: "connected", attempt: 0, replaying: true };
    expect(describeConnection(state, { now: 0, isOnline: true }).label).toBe("Connected");
  });

  it("asks for credentials after close code 4401", () => {
    const state: ConnectionState = { status: "closed", attempt: 0, replaying: false, lastCloseCode: 4401 };
    expect(describeConnection(state, { now: 0, isOnline: true }).label).toBe("Not signed in");
  });
});
