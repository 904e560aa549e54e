import type { ConnectionState } from "@aiwhisperer/client";
import { describe, expect, it } from "vitest";
import { describeChange } from "./connection-notes.ts";

const connected: ConnectionState = { status: "connected", attempt: 0, replaying: false };
const noticed: ConnectionState = { ...connected, restarting: true, reconnectAfterMs: 2_500 };
const lost: ConnectionState = {
  status: "reconnecting",
  attempt: 1,
  replaying: false,
  retryAt: 3_500,
  lastCloseCode: 1006,
};

describe("notes on the connection", () => {
  it("report a loss and the next attempt", () => {
    expect(describeChange(connected, lost, 1_000)).toBe(
      "The connection is lost (1006); the session is safe on the server. Trying again in 3 s…",
    );
  });

  it("name a restart once, at the server's notice or at the end of the line", () => {
    expect(describeChange(connected, noticed, 0)).toBe("The server is restarting; nothing is lost.");
    const restarting: ConnectionState = { ...lost, restarting: true };
    expect(describeChange(noticed, restarting, 1_000)).toBe(
      "The connection has ended for the restart. Trying again in 3 s…",
    );
    expect(describeChange(connected, restarting, 1_000)).toBe(
      "The server is restarting; nothing is lost. Trying again in 3 s…",
    );
  });

  it("stay quiet while attempts fail, and report the new connection", () => {
    expect(describeChange(lost, { ...lost, attempt: 2, retryAt: 9_000 }, 5_000)).toBeUndefined();
    expect(describeChange(lost, connected, 9_000)).toBe("Connected again.");
    expect(describeChange(connected, { ...connected, replaying: true }, 9_000)).toBeUndefined();
  });

  it("report that the client has stopped reconnecting, and why", () => {
    const closed: ConnectionState = { ...connected, status: "closed", lastCloseReason: "sign in" };
    expect(describeChange(lost, closed, 0)).toBe("The connection has ended (sign in).");
  });
});
