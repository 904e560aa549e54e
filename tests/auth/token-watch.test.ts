import { describe, expect, it } from "vitest";
import { type AuthOutcome, type Principal, refuse } from "../../packages/server/src/kit/principal.ts";
import { TokenWatch } from "../../packages/server/src/kit/token-watch.ts";
import { ManualClock } from "../support/manual-clock.ts";

const HOUR_MS = 3_600_000;

/** Watches a credential that ends after that time; tokens are what `outcomes` says. */
function watchFor(lifeMs: number | undefined, outcomes: Readonly<Record<string, AuthOutcome>> = {}) {
  const clock = new ManualClock();
  const told: string[] = [];
  const user = (ms: number | undefined, change: Partial<Principal> = {}): Principal => ({
    userId: "ann",
    isAdmin: false,
    ...(ms === undefined ? {} : { expiresAt: clock.now() + ms }),
    ...change,
  });
  const watch = new TokenWatch({
    principal: user(lifeMs),
    clock,
    expiryNoticeMs: 60_000,
    authenticator: { authenticate: async (token) => outcomes[token] ?? refuse("invalid") },
    listener: {
      onExpiring: (expiresAt) => told.push(`expiring in ${expiresAt - clock.now()}`),
      onEnded: (end) => told.push(end),
    },
    onStopped: () => told.push("stopped"),
  });
  return { clock, told, watch, user };
}

describe("the watch over a credential", () => {
  it("reports once before the end, and once at the end", () => {
    const { clock, told } = watchFor(HOUR_MS);
    clock.advance(HOUR_MS - 60_001);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual(["expiring in 60000"]);
    clock.advance(59_999);
    expect(told).toHaveLength(1);
    clock.advance(1);
    expect(told).toEqual(["expiring in 60000", "stopped", "expired"]);
    expect(clock.delays).toEqual([]);
  });

  it("reports nothing before its connection can receive it", () => {
    const { clock, told } = watchFor(10_000);
    expect(told).toEqual([]);
    clock.advance(5_000);
    expect(told).toEqual(["expiring in 5000"]);
  });

  it("takes the time of a machine that has slept", () => {
    const { clock, told } = watchFor(HOUR_MS);
    clock.advance(2 * HOUR_MS);
    expect(told.at(-1)).toBe("expired");
  });

  it("waits longer than a timer can", () => {
    const { clock, told } = watchFor(100 * 24 * HOUR_MS);
    expect(clock.delays).toEqual([2_147_483_647]);
    clock.advance(99 * 24 * HOUR_MS);
    expect(told).toEqual([]);
    clock.advance(24 * HOUR_MS);
    expect(told).toEqual(["expiring in 60000", "stopped", "expired"]);
  });

  it("never ends for a credential that does not", () => {
    const { clock, told } = watchFor(undefined);
    expect(clock.delays).toEqual([]);
    expect(told).toEqual([]);
  });

  it("ends at once when the credential is revoked, and reports nothing after that", () => {
    const { clock, told, watch } = watchFor(HOUR_MS);
    watch.end("revoked");
    watch.end("expired");
    clock.advance(HOUR_MS);
    expect(told).toEqual(["stopped", "revoked"]);
  });
});

describe("a renewal", () => {
  it("puts the newer credential, with its rights, in place of the one in use", async () => {
    const outcomes: Record<string, AuthOutcome> = {};
    const { clock, told, watch, user } = watchFor(HOUR_MS, outcomes);
    clock.advance(HOUR_MS - 60_000);
    outcomes.newer = user(HOUR_MS, { isAdmin: true });
    expect(await watch.renew("newer")).toBe(outcomes.newer);
    expect(watch.principal).toBe(outcomes.newer);
    clock.advance(HOUR_MS - 60_000);
    expect(told).toEqual(["expiring in 60000", "expiring in 60000"]);
    clock.advance(60_000);
    expect(told.at(-1)).toBe("expired");
  });

  it("changes nothing where the token is refused, or another user's", async () => {
    const outcomes: Record<string, AuthOutcome> = { old: refuse("expired") };
    const { clock, told, watch, user } = watchFor(HOUR_MS, outcomes);
    outcomes.foreign = user(2 * HOUR_MS, { userId: "bob", isAdmin: true });
    expect(await watch.renew("old")).toEqual(refuse("expired"));
    expect(await watch.renew("foreign")).toEqual(refuse("other_user"));
    expect(watch.principal).toMatchObject({ userId: "ann", isAdmin: false });
    clock.advance(HOUR_MS);
    expect(told.at(-1)).toBe("expired");
  });

  it("by a token that expires sooner ends with it, with or without an earlier notice", async () => {
    for (const waitMs of [0, HOUR_MS - 60_000]) {
      const outcomes: Record<string, AuthOutcome> = {};
      const { clock, told, watch, user } = watchFor(HOUR_MS, outcomes);
      clock.advance(waitMs);
      outcomes.sooner = user(30_000);
      await watch.renew("sooner");
      clock.advance(29_999);
      expect(told).toHaveLength(1);
      clock.advance(1);
      expect(told.at(-1)).toBe("expired");
    }
  });

  it("comes too late once the credential has ended, also while the token is being checked", async () => {
    const outcomes: Record<string, AuthOutcome> = {};
    const { clock, watch, user } = watchFor(HOUR_MS, outcomes);
    outcomes.newer = user(2 * HOUR_MS);
    const renewal = watch.renew("newer");
    clock.advance(HOUR_MS);
    expect(await renewal).toEqual(refuse("expired"));
    expect(clock.delays).toEqual([]);
  });
});
