import { describe, expect, it } from "vitest";
import { type TicketLimits, Tickets } from "../../packages/server/src/auth/tickets.ts";
import { ManualClock } from "../support/manual-clock.ts";

const ann = { userId: "ann", isAdmin: false };
const bob = { userId: "bob", isAdmin: true };
const ORIGIN = "https://app.example";

function open(limits: Partial<TicketLimits> = {}) {
  const clock = new ManualClock();
  const tickets = new Tickets({ clock, limits });
  const issue = (principal = ann, origin: string | undefined = ORIGIN): string => {
    const issued = tickets.issue(principal, origin);
    if ("limit" in issued) throw new Error(`no ticket: ${issued.limit}`);
    return issued.ticket;
  };
  return { clock, tickets, issue };
}

describe("a ticket", () => {
  it("names who it was issued for, once", () => {
    const { tickets, issue } = open();
    const ticket = issue(bob);
    expect(tickets.redeem(ticket, ORIGIN)).toEqual(bob);
    expect(tickets.redeem(ticket, ORIGIN)).toEqual({ refused: "invalid" });
  });

  it("is good until its time has passed", () => {
    const { tickets, issue, clock } = open();
    const [early, late] = [issue(), issue()];
    clock.advance(29_999);
    expect(tickets.redeem(early, ORIGIN)).toEqual(ann);
    clock.advance(1);
    expect(tickets.redeem(late, ORIGIN)).toEqual({ refused: "expired" });
  });

  it("is good for its time, whatever the clock of the machine says meanwhile", () => {
    const { tickets, issue, clock } = open();
    const [early, late] = [issue(), issue()];
    clock.jump(8_766 * 3_600_000);
    expect(tickets.redeem(early, ORIGIN)).toEqual(ann);
    clock.jump(-20_000 * 3_600_000);
    clock.advance(30_000);
    expect(tickets.redeem(late, ORIGIN)).toEqual({ refused: "expired" });
  });

  it("is good for the origin that asked for it alone, and used up by any other", () => {
    const { tickets, issue } = open();
    for (const origin of ["https://evil.example", "http://app.example", "null", undefined]) {
      const ticket = issue();
      expect(tickets.redeem(ticket, origin)).toEqual({ refused: "invalid" });
      expect(tickets.redeem(ticket, ORIGIN)).toEqual({ refused: "invalid" });
    }
    const ofProgram = tickets.issue(ann, undefined);
    expect("ticket" in ofProgram && tickets.redeem(ofProgram.ticket, ORIGIN)).toEqual({ refused: "invalid" });
  });

  it("is refused where it is none", () => {
    const { tickets, issue } = open();
    const ticket = issue();
    for (const wrong of ["", "constructor", ticket.slice(1), `${ticket}A`]) {
      expect(tickets.redeem(wrong, ORIGIN)).toEqual({ refused: "invalid" });
    }
  });
});

describe("the bounds of tickets", () => {
  it("refuse one more of a user, and say when there is room again", () => {
    const { tickets, issue, clock } = open({ maxTicketsPerUser: 2 });
    issue();
    clock.advance(10_000);
    const second = issue();
    expect(tickets.issue(ann, ORIGIN)).toEqual({
      limit: "maxTicketsPerUser",
      value: 2,
      retryAfterMs: 20_000,
    });
    issue(bob);
    tickets.redeem(second, ORIGIN);
    issue();
    clock.advance(20_000);
    issue();
  });

  it("refuse one more of all, and leave nothing of those that have ended", () => {
    const { tickets, issue, clock } = open({ maxTickets: 3 });
    for (const principal of [ann, ann, bob]) issue(principal);
    expect(tickets.issue(bob, ORIGIN)).toMatchObject({ limit: "maxTickets", value: 3, retryAfterMs: 30_000 });
    clock.advance(30_000);
    issue();
    expect(tickets.size).toBe(1);
  });
});
