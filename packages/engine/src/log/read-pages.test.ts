import { describe, expect, it } from "vitest";
import type { ReadLimits } from "./event-log.ts";
import { PAGE, type PageRange, readPages } from "./read-pages.ts";

const entries = Array.from({ length: 1_200 }, (_, index) => ({ sequence: index + 1, text: "x" }));

const read = async (after: number, { maxEvents }: ReadLimits) => entries.slice(after, after + maxEvents);

async function lengths(range?: PageRange): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const page of readPages(read, range)) found.push(page.length);
  return found;
}

describe("the pages of a session", () => {
  it("hold every entry once, and none of them is empty", async () => {
    expect(await lengths()).toEqual([PAGE.maxEvents, PAGE.maxEvents, 200]);
  });

  it("begin and end where the range does", async () => {
    expect(await lengths({ after: 900 })).toEqual([300]);
    expect(await lengths({ after: 100, through: 700 })).toEqual([PAGE.maxEvents, 100]);
    expect(await lengths({ through: 3 })).toEqual([3]);
    expect(await lengths({ after: 1_200 })).toEqual([]);
  });

  it("let other work run in between", async () => {
    let turns = 0;
    for await (const _page of readPages(read)) setImmediate(() => (turns += 1));
    expect(turns).toBeGreaterThanOrEqual(2);
  });
});
