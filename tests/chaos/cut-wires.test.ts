import { type Client, createClient } from "@aiwhisperer/client";
import { MemoryEventLog } from "@aiwhisperer/engine";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { auditStorm, type StormFigures } from "./support/audit-storm.ts";
import { countFrom, report, seed } from "./support/bounds.ts";
import { FaultyWire, type LineFaults, type WireFault } from "./support/faulty-wire.ts";
import { Random } from "./support/random.ts";
import { createRepeatingModel } from "./support/repeating-model.ts";
import { StormGroup } from "./support/storm-group.ts";

const schedules = countFrom("CHAOS_SCHEDULES", 1_000);
/** Schedules that run at once: enough to keep the machine busy while one of them waits. */
const batch = 20;

let server: TestServer;
let reader: Client;

const model = createRepeatingModel((word) => word.length % 2 === 0);

beforeAll(async () => {
  server = await startTestServer({ log: new MemoryEventLog(), models: model.catalog });
  reader = createClient({ url: server.wsUrl });
});

afterAll(async () => {
  reader.close();
  await server.stop();
});

/**
 * One run: the faults of its lines, how many clients share the session, and what they draw their messages
 * from.
 */
interface Schedule {
  readonly lines: readonly LineFaults[];
  readonly clients: number;
  readonly messages: number;
  readonly seed: number;
}

/** Faults of one direction, whose bytes of a whole run are about as many as `maxAt`. */
function faultsUpTo(maxAt: number): fc.Arbitrary<readonly WireFault[]> {
  const fault: fc.Arbitrary<WireFault> = fc.record({
    at: fc.nat(maxAt),
    kind: fc.constantFrom("cut", "cut", "halfClose", "delay", "throttle"),
    amount: fc.nat(12),
  });
  return fc.array(fault, { maxLength: 3 }).map((faults) => [...faults].sort((a, b) => a.at - b.at));
}

const schedule: fc.Arbitrary<Schedule> = fc.record({
  lines: fc.array(fc.record({ fromServer: faultsUpTo(3_000), toServer: faultsUpTo(1_200) }), {
    minLength: 1,
    maxLength: 8,
  }),
  clients: fc.integer({ min: 1, max: 2 }),
  messages: fc.integer({ min: 1, max: 3 }),
  seed: fc.nat(),
});

const totals = { schedules: 0, lines: 0, events: 0, acknowledged: 0, unknown: 0 };

async function run({ lines, clients, messages, seed: ownSeed }: Schedule): Promise<readonly string[]> {
  const wire = await FaultyWire.start(server.port, lines);
  const group = new StormGroup({
    url: wire.url,
    name: `schedule ${ownSeed}`,
    clients,
    random: new Random(ownSeed),
    messagesPerSession: messages,
    ask: (random) => "loß€😀t or doubled ".repeat(random.between(1, 4)),
  });
  try {
    await group.runSession();
    const { findings, figures } = await auditStorm(reader, [group]);
    count(figures);
    return findings;
  } finally {
    group.close();
    await wire.stop();
  }
}

function count(figures: StormFigures): void {
  totals.schedules += 1;
  for (const name of ["lines", "events", "acknowledged", "unknown"] as const) totals[name] += figures[name];
}

describe("a wire that is cut, delayed, half closed and throttled at any byte, both ways", () => {
  it(
    "loses nothing and doubles nothing",
    async () => {
      report(`cut wires: CHAOS_SEED=${seed}`);
      const property = fc.asyncProperty(
        fc.array(schedule, { minLength: batch, maxLength: batch }),
        async (runs) => {
          const findings = await Promise.all(runs.map(run));
          expect(findings.flat()).toEqual([]);
        },
      );
      await fc.assert(property, { numRuns: Math.ceil(schedules / batch), seed: seed | 0 });
      report(`cut wires: ${JSON.stringify(totals)}`);
      expect(totals.lines).toBeGreaterThan(totals.schedules);
    },
    120_000 + schedules * 500,
  );
});
