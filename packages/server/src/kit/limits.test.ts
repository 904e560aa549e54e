import { describe, expect, it } from "vitest";
import { DEFAULT_SERVER_LIMITS, limitsInForce } from "./limits.ts";

describe("the limits in force", () => {
  it("are the defaults where users are distinguished, overridden by what was set", () => {
    expect(limitsInForce({}, { hasUsers: true })).toEqual(DEFAULT_SERVER_LIMITS);
    expect(limitsInForce({ maxTurnsPerMinute: 5 }, { hasUsers: true })).toEqual({
      ...DEFAULT_SERVER_LIMITS,
      maxTurnsPerMinute: 5,
    });
  });

  it("bound nothing among users without authentication, except for what was set", () => {
    const among = {
      maxConnectionsPerUser: 0,
      maxConnectionsPerAddress: 0,
      maxSessionsPerUser: 0,
      maxRequestsPerSecond: 0,
      maxTurnsPerMinute: 5,
      maxReadBytesPerMinute: 0,
    };
    const given = { ...DEFAULT_SERVER_LIMITS, maxTurnsPerMinute: 5 };
    expect(limitsInForce(given, { hasUsers: false })).toEqual({ ...DEFAULT_SERVER_LIMITS, ...among });
  });
});
