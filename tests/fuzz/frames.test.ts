import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countFrom, report } from "../chaos/support/bounds.ts";
import { Random } from "../chaos/support/random.ts";
import { FrameSource } from "./support/frame-source.ts";
import { FuzzedServer } from "./support/fuzzed-server.ts";
import { Findings, Fuzzer } from "./support/fuzzer.ts";

const frames = countFrom("FUZZ_FRAMES", 50_000);
const seed = countFrom("FUZZ_SEED", 1 + Math.floor(Math.random() * 4_000_000_000));
const lineCount = 4;
/**
 * What the collector leaves differs by some megabytes from time to time; it does not grow with the number of
 * frames.
 */
const growthBound = 8 * 1024 * 1024;

/** Far more than any frame takes. */
const tickBoundMs = 2_000;

let server: FuzzedServer;
beforeAll(async () => {
  server = await FuzzedServer.start();
});
afterAll(() => server.dispose());

/** Sends so many frames over several connections at a time; returns how many were sent. */
async function fuzz(count: number, random: Random, findings: Findings): Promise<number> {
  const fuzzers = Array.from({ length: lineCount }, (_, index) => {
    const source = new FrameSource(random.fork(), `${index}-`);
    let left = Math.ceil(count / lineCount);
    return new Fuzzer({
      server,
      findings,
      draw: (known) => (left-- > 0 ? source.next(known) : undefined),
    });
  });
  await Promise.all(fuzzers.map((fuzzer) => fuzzer.run()));
  return fuzzers.reduce((sum, { sent }) => sum + sent, 0);
}

describe("a server that is sent anything", () => {
  it("refuses every value of the wrong kind at every place of every method's params", async () => {
    const findings = new Findings();
    const drawn = new FrameSource(new Random(1), "kind-").everyWrongType({})[Symbol.iterator]();
    const fuzzer = new Fuzzer({ server, findings, draw: () => drawn.next().value });
    await fuzzer.run();
    expect(findings.list).toEqual([]);
    expect(server.faults).toEqual([]);
    expect(fuzzer.sent).toBeGreaterThan(2_000);
  });

  it(
    "answers by the specification, continues, and uses no more memory than before",
    async () => {
      report(`frames: FUZZ_FRAMES=${frames} FUZZ_SEED=${seed}`);
      const findings = new Findings();
      const random = new Random(seed);
      const warmUp = await fuzz(frames * 0.2, random, findings);
      const before = await server.heldAtRest();
      const sent = warmUp + (await fuzz(frames * 0.8, random, findings));
      const after = await server.heldAtRest();
      report(`frames: ${JSON.stringify({ sent, before, after })}`);
      expect(findings.list).toEqual([]);
      expect(server.faults).toEqual([]);
      expect(sent).toBeGreaterThanOrEqual(frames);
      expect(after).toMatchObject({ connections: 0, pollution: [] });
      expect(after.bytes - before.bytes).toBeLessThan(growthBound);
      expect(after.longestTickMs).toBeLessThan(tickBoundMs);
    },
    120_000 + 4 * frames,
  );
});
