import { createRequire } from "node:module";
import type { Terminal } from "@xterm/headless";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OutputFlow } from "./output-flow.ts";
import { wrapRows } from "./wrap-rows.ts";

const { Terminal: HeadlessTerminal } = createRequire(import.meta.url)("@xterm/headless") as {
  Terminal: typeof Terminal;
};
const ESCAPE = "\u001b";
const ROWS = 100;

/** What a terminal shows of something that is written to it. */
async function show(columns: number, written: string): Promise<readonly string[]> {
  const terminal = new HeadlessTerminal({
    cols: columns,
    rows: ROWS,
    convertEol: true,
    allowProposedApi: true,
  });
  await new Promise<void>((resolve) => terminal.write(written, resolve));
  const { active } = terminal.buffer;
  const rows = Array.from(
    { length: ROWS },
    (_, row) => active.getLine(row)?.translateToString(true).trimEnd() ?? "",
  );
  terminal.dispose();
  return rows.slice(0, rows.findLastIndex((row) => row !== "") + 1);
}

const wrapped = (text: string, columns: number): readonly string[] => {
  const rows = text.split("\n").flatMap((line) => wrapRows(line, columns).map((row) => row.text));
  const plain = rows.map((row) =>
    row.replaceAll(`${ESCAPE}[2m`, "").replaceAll(`${ESCAPE}[22m`, "").trimEnd(),
  );
  return plain.slice(0, plain.findLastIndex((row) => row !== "") + 1);
};

const piece = fc.constantFrom("a", "bc", "def", " ", "漢", "\n", "longword", `${ESCAPE}[2mx y${ESCAPE}[22m`);
const pieces = fc.array(piece, { maxLength: 30 });
const columns = fc.integer({ min: 4, max: 16 });

describe("an output that grows", () => {
  it("looks as if it had been written at once, whatever the pieces", async () => {
    await fc.assert(
      fc.asyncProperty(pieces, columns, async (all, width) => {
        const flow = new OutputFlow(width);
        const written = all.map((each) => flow.append(each)).join("");
        expect(await show(width, written)).toEqual(wrapped(all.join(""), width));
      }),
      { numRuns: 200 },
    );
  });

  it("is drawn again for another width, and grows on from there", async () => {
    await fc.assert(
      fc.asyncProperty(pieces, pieces, columns, async (before, after, width) => {
        const flow = new OutputFlow(40);
        for (const each of before) flow.append(each);
        const drawn = flow.redraw(width, ROWS);
        const grown = after.map((each) => flow.append(each)).join("");
        expect(await show(width, drawn + grown)).toEqual(wrapped([...before, ...after].join(""), width));
      }),
      { numRuns: 200 },
    );
  });

  it("keeps a bounded part for drawing it again", () => {
    const flow = new OutputFlow(80);
    for (let index = 0; index < 20_000; index += 1) flow.append(`line ${index}\n`);
    const rows = flow.redraw(80, 1_000_000).split("\n");
    expect(rows.length).toBeLessThan(10_000);
    expect(rows.at(-2)).toContain("line 19999");
  });
});
