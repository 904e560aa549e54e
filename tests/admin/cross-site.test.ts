import { describe, expect, it } from "vitest";
import { type AskOptions, startAdminServer } from "./support/admin-server.ts";

/**
 * What a page of another site can have a browser send without being asked, on a server without
 * authentication.
 */
const FORGED: readonly (readonly [string, number, AskOptions["headers"]])[] = [
  ["of another site", 403, { origin: "https://evil.example" }],
  ["of a page without an origin of its own", 403, { origin: "null" }],
  ["to another name of this machine", 403, { host: "evil.example" }],
  ["in the form of a text", 415, { "content-type": "text/plain" }],
  ["in the form of a form", 415, { "content-type": "application/x-www-form-urlencoded" }],
  ["in the form of a text that calls itself JSON", 415, { "content-type": "text/plain;application/json" }],
  ["of an unknown form", 415, { "content-type": "" }],
];

const ACTIONS = [
  ["POST", "/drain", "{}"],
  ["POST", "/connections/x/end", "{}"],
  ["POST", "/sessions/x/stop", "{}"],
  ["PUT", "/log-level", '{"level":"silent"}'],
] as const;

describe.each(FORGED)("a request %s", (_name, status, headers = {}) => {
  it.each(ACTIONS)("does nothing: %s %s", async (method, path, body) => {
    const requestEnd = (): void => expect.unreachable();
    const server = await startAdminServer({ asksWho: false, admin: { requestEnd } });
    const answer = await server.ask(path, { method, body, token: "", headers });
    expect(answer.status).toBe(status);
    expect((await server.ask("/server", { token: "" })).json).toMatchObject({
      logLevel: "warn",
      isDraining: false,
    });
    await expect
      .poll(async () => (await server.ask("/audit", { token: "" })).json.records)
      .toMatchObject([{ outcome: "refused", status }]);
  });
});

describe("a page of an origin that may use the server", () => {
  it("gets no CORS permission from the admin API", async () => {
    const access = { allowedOrigins: ["https://app.example"] };
    const server = await startAdminServer({ asksWho: false, server: { access } });
    const preflight = await fetch(`${server.url}/admin/api/drain`, {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([404, null]);
    const seen = await server.ask("/server", { token: "", headers: { origin: "https://app.example" } });
    expect(seen.headers["access-control-allow-origin"]).toBeUndefined();
    expect(seen.headers["cross-origin-resource-policy"]).toBe("same-origin");
  });
});
