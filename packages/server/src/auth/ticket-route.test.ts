import { systemClock } from "@aiwhisperer/engine";
import fastify from "fastify";
import { describe, expect, it } from "vitest";
import { refuse } from "../kit/principal.ts";
import { type Authentication, openToEverybody } from "./authentication.ts";
import { registerTicketRoute, TICKET_PATH } from "./ticket-route.ts";

function serve(change: Partial<Authentication> = {}) {
  const http = fastify();
  registerTicketRoute(http, { ...openToEverybody({ clock: systemClock }), ...change });
  return http;
}

describe("POST /auth/ticket", () => {
  it("issues a ticket that is stored nowhere on its way", async () => {
    const { statusCode, headers, json } = await serve().inject({ method: "POST", url: TICKET_PATH });
    expect(statusCode).toBe(200);
    expect(headers["cache-control"]).toBe("no-store");
    expect(json()).toEqual({
      ticket: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: expect.any(Number),
      userId: "local",
    });
  });

  it("issues none to a refused caller", async () => {
    const http = serve({ admitRequest: async () => refuse("invalid") });
    const { statusCode, headers, body } = await http.inject({ method: "POST", url: TICKET_PATH });
    expect(statusCode).toBe(401);
    expect(headers["cache-control"]).toBe("no-store");
    expect(body).not.toContain('ticket":');
  });

  it("says which limit was reached, and when to come back", async () => {
    const http = serve({
      issueTicket: () => ({ limit: "maxTicketsPerUser", value: 100, retryAfterMs: 1_200 }),
    });
    const { statusCode, headers, json } = await http.inject({ method: "POST", url: TICKET_PATH });
    expect([statusCode, headers["retry-after"]]).toEqual([429, "2"]);
    expect(json()).toMatchObject({ limit: "maxTicketsPerUser", value: 100, retryAfterMs: 1_200 });
  });

  it("can be asked by pages of other origins, which the access policy has let through", async () => {
    const headers = { origin: "https://app.example" };
    const preflight = await serve().inject({ method: "OPTIONS", url: TICKET_PATH, headers });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers).toMatchObject({
      "access-control-allow-origin": "https://app.example",
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "Authorization",
      vary: "Origin",
    });
    const refused = serve({ admitRequest: async () => refuse("expired") });
    const answer = await refused.inject({ method: "POST", url: TICKET_PATH, headers });
    expect(answer.headers["access-control-allow-origin"]).toBe("https://app.example");
    expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
  });

  it("binds the ticket to the origin that asked", async () => {
    const origins: unknown[] = [];
    const issueTicket: Authentication["issueTicket"] = (_principal, origin) => {
      origins.push(origin);
      return { ticket: "t", expiresAt: 1 };
    };
    const http = serve({ issueTicket });
    await http.inject({ method: "POST", url: TICKET_PATH, headers: { origin: "https://app.example" } });
    await http.inject({ method: "POST", url: TICKET_PATH });
    expect(origins).toEqual(["https://app.example", undefined]);
  });
});
