import { createClient } from "@aiwhisperer/client";
import { auditStorm, type StormOutcome } from "./audit-storm.ts";
import { atMost } from "./bounds.ts";
import type { KillableServer } from "./killable-server.ts";
import type { Random } from "./random.ts";
import { StormGroup } from "./storm-group.ts";
import { TextCounter } from "./text-counter.ts";

/** Something that keeps the log from being written, for as long as it lasts. */
export interface Trouble {
  begin(): Promise<unknown> | unknown;
  end(): Promise<unknown> | unknown;
}

/** What a storm on a disk is made of. */
export interface DiskStormOptions {
  readonly server: KillableServer;
  readonly random: Random;
  /** How often the trouble comes and goes. */
  readonly rounds: number;
  readonly trouble: Trouble;
}

/**
 * Lets many clients talk with a server that runs, and to which the trouble comes at moments of chance: each
 * time the server has to say that it cannot write its log, and each time it has to come back by itself.
 */
export async function stormOnDisk({
  server,
  random,
  rounds,
  trouble,
}: DiskStormOptions): Promise<StormOutcome> {
  const texts = new TextCounter();
  const groups = ["a", "b", "c"].map((name) => createGroup(name, server, random.fork(), texts));
  try {
    const running = Promise.all(groups.map((group) => group.run()));
    for (let round = 1; round <= rounds; round += 1) {
      await untilReady(server, 200);
      await texts.more(random.between(1, 150));
      await trouble.begin();
      await untilReady(server, 503);
      await trouble.end();
    }
    await untilReady(server, 200);
    for (const group of groups) group.stop();
    await atMost(60_000, running);
    const reader = createClient({ url: server.wsUrl });
    const outcome = await auditStorm(reader, groups);
    reader.close();
    return outcome;
  } finally {
    for (const group of groups) group.close();
  }
}

function createGroup(name: string, { wsUrl: url }: KillableServer, random: Random, texts: TextCounter) {
  const ask = (chance: Random): string => `repeat ${"stored or not ".repeat(chance.between(1, 4))}`;
  return new StormGroup({
    url,
    name,
    clients: 2,
    random,
    ask,
    messagesPerSession: 1_000,
    onText: texts.add,
  });
}

/** Resolves when the server says of itself that it can, or cannot, write its log. */
async function untilReady({ url }: KillableServer, status: 200 | 503): Promise<void> {
  while ((await fetch(`${url}/readyz`)).status !== status);
}
