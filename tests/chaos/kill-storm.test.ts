import { createClient } from "@aiwhisperer/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { auditStorm } from "./support/audit-storm.ts";
import { atMost, chanceOf, countFrom, report } from "./support/bounds.ts";
import { KillableServer } from "./support/killable-server.ts";
import type { Random } from "./support/random.ts";
import { StormGroup } from "./support/storm-group.ts";
import { TextCounter } from "./support/text-counter.ts";

const kills = countFrom("CHAOS_KILLS", 50);
/**
 * Time that a storm may take; an ordinary one takes an eighth of it. The audit reports what is not done by
 * then.
 */
const stormMs = kills * 8_000;
const groupCount = 4;
const clientsPerGroup = 3;

let server: KillableServer;
let groups: readonly StormGroup[];

beforeEach(async () => {
  server = await KillableServer.create();
  groups = [];
});

afterEach(async () => {
  for (const group of groups) group.close();
  await server.dispose();
});

/**
 * Kills the server at a moment of chance: while it starts and recovers, or after some texts have come from
 * it. Returns whether it is worthwhile to go on: clients that get nothing for long wait for what never comes.
 */
async function strike(random: Random, texts: TextCounter): Promise<boolean> {
  let isAlive = true;
  server.spawn();
  if (random.chance(0.15)) {
    // The progress of a start is not visible, so the moment itself is random.
    await new Promise((resolve) => setTimeout(resolve, random.between(0, 700)));
  } else {
    await server.untilListening();
    isAlive = await atMost(30_000, texts.more(random.between(0, 400)));
  }
  await server.kill();
  return isAlive;
}

/**
 * Something whose answer takes a fraction of a second: long enough to be cut off, short enough to come
 * through between two kills.
 */
function askBriefly(random: Random): string {
  return random.pick([
    `count to ${random.between(1, 10)}`,
    `${random.between(1, 10)} words`,
    `repeat ${"ä€😀 ".repeat(random.between(1, 8))}`,
  ]);
}

describe("a server that is killed again and again while it streams to many clients", () => {
  it(
    "loses nothing, doubles nothing, and leaves nothing running",
    async () => {
      const random = chanceOf("kill storm");
      const startedAt = performance.now();
      const texts = new TextCounter();
      await server.start();
      groups = Array.from({ length: groupCount }, (_, index) => {
        const name = `group ${index + 1}`;
        const options = { url: server.wsUrl, clients: clientsPerGroup, random: random.fork(), name };
        return new StormGroup({ ...options, messagesPerSession: 120, ask: askBriefly, onText: texts.add });
      });
      const running = Promise.all(groups.map((group) => group.run()));
      await texts.more(100);
      await server.kill();
      let killed = 1;
      const isOver = (): boolean => killed === kills || performance.now() - startedAt > stormMs;
      while (!isOver() && (await strike(random, texts))) {
        killed += 1;
        if (killed % 100 === 0)
          report(`kill storm: ${killed} kills, ${Math.round((performance.now() - startedAt) / 1000)} s`);
      }
      await server.start();
      for (const group of groups) group.stop();
      await atMost(60_000, running);
      const reader = createClient({ url: server.wsUrl });
      const { findings, figures } = await auditStorm(reader, groups);
      reader.close();
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      report(`kill storm: ${JSON.stringify({ kills: killed, seconds, ...figures })}`);
      expect(findings).toEqual([]);
      expect(killed).toBe(kills);
      expect(figures.acknowledged).toBeGreaterThan(0);
      expect(figures.discarded).toBeGreaterThan(0);
    },
    stormMs + 180_000,
  );
});
