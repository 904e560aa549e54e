import { describe, expect, it } from "vitest";
import { parseRoute, sessionHash } from "./route.ts";

describe("parseRoute", () => {
  it.each(["s_1", "a/b?c#d", "ünï"])("reads back the address of session %s", (sessionId) => {
    expect(parseRoute(sessionHash(sessionId))).toEqual({ page: "session", sessionId });
  });

  it.each(["", "#", "#/", "#/s/", "#/x/1", "#/s/%E0%A4%A"])("takes %j for the place to begin", (hash) => {
    expect(parseRoute(hash)).toEqual({ page: "new" });
  });
});
