import { describe, expect, it } from "vitest";
import {
  chooseProtocol,
  type RequestHead,
  readHttpCredential,
  readUpgradeCredential,
} from "./credentials.ts";

const request = (url: string, headersDistinct: Record<string, string[]> = {}): RequestHead => ({
  url,
  headers: {},
  headersDistinct,
});
const authorized = (...values: string[]): RequestHead => request("/ws", { authorization: values });

describe("the credential of an upgrade", () => {
  it("is a bearer token in the header", () => {
    const token = "aaa.bbb-_.ccc==";
    for (const value of [`Bearer ${token}`, `bearer   ${token} `]) {
      expect(readUpgradeCredential(authorized(value))).toEqual({ kind: "bearer", token });
    }
  });

  it("is a ticket in the address or among the subprotocols", () => {
    const ticket = { kind: "ticket", ticket: "t-1_" };
    expect(readUpgradeCredential(request("/ws?ticket=t-1_&x=1"))).toEqual(ticket);
    const offered = { "sec-websocket-protocol": ["aiwhisperer, aiwhisperer.ticket.t-1_"] };
    expect(readUpgradeCredential(request("/ws", offered))).toEqual(ticket);
  });

  it("is none where nothing is shown", () => {
    expect(readUpgradeCredential(request("/ws?x=ticket"))).toEqual({ kind: "none" });
    expect(readUpgradeCredential({ headers: {}, headersDistinct: {} } as RequestHead)).toEqual({
      kind: "none",
    });
  });

  it("is malformed where it is of another kind", () => {
    for (const value of ["Basic YTpi", "Bearer", "Bearer ", "Bearer a b", "Bearer a,b", "token", ""]) {
      expect(readUpgradeCredential(authorized(value)), value).toEqual({ kind: "malformed" });
    }
  });

  it("is malformed where there is more than one, the same one or not", () => {
    const protocols = { "sec-websocket-protocol": ["aiwhisperer.ticket.a", "aiwhisperer.ticket.a"] };
    for (const head of [
      authorized("Bearer a", "Bearer a"),
      request("/ws?ticket=a&ticket=a"),
      request("/ws?ticket=a", { authorization: ["Bearer a"] }),
      request("/ws?ticket=a", { "sec-websocket-protocol": ["aiwhisperer.ticket.a"] }),
      request("/ws", protocols),
    ]) {
      expect(readUpgradeCredential(head)).toEqual({ kind: "malformed" });
    }
  });
});

describe("the credential of any other request", () => {
  it("is a bearer token, and never a ticket or a cookie", () => {
    expect(readHttpCredential(authorized("Bearer a"))).toEqual({ kind: "bearer", token: "a" });
    expect(readHttpCredential(request("/?ticket=a", { cookie: ["ticket=a"] }))).toEqual({ kind: "none" });
  });
});

describe("the subprotocol that is chosen", () => {
  it("is one that does not repeat the ticket, if there is one", () => {
    expect(chooseProtocol(new Set(["aiwhisperer.ticket.t", "aiwhisperer"]))).toBe("aiwhisperer");
    expect(chooseProtocol(new Set(["aiwhisperer.ticket.t"]))).toBe("aiwhisperer.ticket.t");
    expect(chooseProtocol(new Set())).toBe(false);
  });
});
