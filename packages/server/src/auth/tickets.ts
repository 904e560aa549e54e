import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "@aiwhisperer/engine";
import { type AuthOutcome, type Principal, refuse } from "../kit/principal.ts";
import { type AuthLimits, DEFAULT_AUTH_LIMITS } from "./auth-limits.ts";

/** Bounds of tickets. */
export type TicketLimits = Pick<AuthLimits, "ticketTtlMs" | "maxTickets" | "maxTicketsPerUser">;

/** A ticket as its user gets it. */
export interface IssuedTicket {
  readonly ticket: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
}

/** There are too many tickets; how many may be, and when there is room again. */
export interface TicketRefusal {
  readonly limit: "maxTickets" | "maxTicketsPerUser";
  readonly value: number;
  readonly retryAfterMs: number;
}

/** What tickets are made of. */
export interface TicketsOptions {
  readonly clock: Clock;
  readonly limits?: Partial<TicketLimits>;
}

interface LiveTicket {
  /** Monotonic time. */
  readonly endsAt: number;
  readonly principal: Principal;
  readonly origin: string | undefined;
}

const TICKET_BYTES = 32;

/**
 * Tickets by which a page, which cannot add a header to a WebSocket, shows who opens it. Each is good once,
 * for a short time, for the origin that asked for it: a later reader, in a log of addresses or a
 * history, has nothing. A program without an origin has tickets for programs without an origin.
 */
export class Tickets {
  readonly #clock: Clock;
  readonly #limits: TicketLimits;
  /**
   * By hash, in the order in which they were issued and will end: a lookup reveals nothing about how near a
   * guess was.
   */
  readonly #live = new Map<string, LiveTicket>();
  readonly #countByUser = new Map<string, number>();

  constructor({ clock, limits }: TicketsOptions) {
    this.#clock = clock;
    this.#limits = { ...DEFAULT_AUTH_LIMITS, ...limits };
  }

  /** Tickets that live; none is left over once its time has passed and another one is issued. */
  get size(): number {
    return this.#live.size;
  }

  /** Issues a ticket for an origin; undefined means a program that has none. */
  issue(principal: Principal, origin: string | undefined): IssuedTicket | TicketRefusal {
    this.#dropEnded();
    const refusal = this.#refusalFor(principal.userId);
    if (refusal !== undefined) return refusal;
    const ticket = randomBytes(TICKET_BYTES).toString("base64url");
    const { ticketTtlMs } = this.#limits;
    const endsAt = this.#clock.monotonic() + ticketTtlMs;
    this.#live.set(hash(ticket), { principal, origin, endsAt });
    this.#count(principal.userId, 1);
    return { ticket, expiresAt: this.#clock.now() + ticketTtlMs };
  }

  /** The user that a ticket names. The ticket is used up by that, also if the origin is another one. */
  redeem(ticket: string, origin: string | undefined): AuthOutcome {
    const key = hash(ticket);
    const found = this.#live.get(key);
    if (found === undefined) return refuse("invalid");
    this.#remove(key, found);
    if (found.origin !== origin) return refuse("invalid");
    return found.endsAt <= this.#clock.monotonic() ? refuse("expired") : found.principal;
  }

  #refusalFor(userId: string): TicketRefusal | undefined {
    const { maxTickets, maxTicketsPerUser } = this.#limits;
    // Tickets end in the order of their making: the first one's end makes room.
    if (this.#live.size >= maxTickets) return this.#refusal("maxTickets", this.#live.values().next().value);
    if ((this.#countByUser.get(userId) ?? 0) < maxTicketsPerUser) return undefined;
    const oldest = this.#live.values().find(({ principal }) => principal.userId === userId);
    return this.#refusal("maxTicketsPerUser", oldest);
  }

  #refusal(limit: TicketRefusal["limit"], oldest: LiveTicket | undefined): TicketRefusal {
    const retryAfterMs = oldest === undefined ? 0 : Math.ceil(oldest.endsAt - this.#clock.monotonic());
    return { limit, value: this.#limits[limit], retryAfterMs };
  }

  #dropEnded(): void {
    const now = this.#clock.monotonic();
    for (const [key, ticket] of this.#live) {
      if (ticket.endsAt > now) return;
      this.#remove(key, ticket);
    }
  }

  #remove(key: string, { principal }: LiveTicket): void {
    this.#live.delete(key);
    this.#count(principal.userId, -1);
  }

  #count(userId: string, change: number): void {
    const count = (this.#countByUser.get(userId) ?? 0) + change;
    if (count > 0) this.#countByUser.set(userId, count);
    else this.#countByUser.delete(userId);
  }
}

function hash(ticket: string): string {
  return createHash("sha256").update(ticket).digest("base64url");
}
