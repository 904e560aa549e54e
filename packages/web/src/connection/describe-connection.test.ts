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

  it("names a restart of the server", () => {
    const { detail } = describeConnection(
      { ...reconnecting, lastCloseCode: 1012 },
      { now: 0, isOnline: true },
    );
    expect(detail).toContain("The server is restarting");
  });

  it("says that the device is offline before anything about the server", () => {
    expect(describeConnection(reconnecting, { now: 0, isOnline: false }).label).toBe("Offline");
  });

  it("offers no retry while an attempt is under way", () => {
    const { retryAt: _, ...attempting } = reconnecting;
    expect(describeConnection(attempting, { now: 0, isOnline: true }).canRetry).toBe(false);
  });

  it("tells catching up after a loss from connected, and lets messages be sent meanwhile", () => {
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
