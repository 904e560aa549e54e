import { describe, expect, it } from "vitest";
import { SessionRoom } from "./session-room.ts";

/** Room for two sessions of each user, over a count that the test keeps as a log would. */
function open(maxSessionsPerUser = 2) {
  const stored = new Map<string, number>();
  const accounts = { countSessions: async (userId: string) => stored.get(userId) ?? 0 };
  const room = new SessionRoom({ accounts, maxSessionsPerUser });
  const start = (userId: string, committed: Promise<void> = Promise.resolve()) =>
    room.take(userId, async () => {
      await committed;
      stored.set(userId, (stored.get(userId) ?? 0) + 1);
    });
  return { room, stored, start };
}

const refused = {
  code: "limit_exceeded",
  refusal: { limit: "maxSessionsPerUser", value: 2 },
};

describe("SessionRoom", () => {
  it("refuses one session more than a user may have, and no other user's", async () => {
    const { start, stored } = open();
    await start("ann");
    await start("ann");
    await expect(start("ann")).rejects.toMatchObject(refused);
    await start("ben");
    stored.set("ann", 1);
    await start("ann");
  });

  it("counts starts that are under way, so that no number of them at once passes the limit", async () => {
    const { start, stored } = open();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => start("ann")));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(stored.get("ann")).toBe(2);
  });

  it("counts a start no more once it has failed", async () => {
    const { room, start } = open();
    for (let failure = 0; failure < 5; failure += 1) {
      await expect(room.take("ann", () => Promise.reject(new Error("no model")))).rejects.toThrow("no model");
    }
    await start("ann");
    await start("ann");
  });

  it("asks for nothing without a limit", async () => {
    const room = new SessionRoom({
      accounts: { countSessions: () => Promise.reject(new Error("asked")) },
      maxSessionsPerUser: 0,
    });
    expect(await room.take("ann", async () => "started")).toBe("started");
  });
});
