import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { LiveLines } from "./live-lines.ts";

/** A terminal of a few rows, as what was written to it. */
function createTerminal(rows?: number) {
  const written: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  return { written, output: Object.assign(output, { isTTY: true, ...(rows === undefined ? {} : { rows }) }) };
}

describe("lines that are drawn in their place", () => {
  it("take the place of those before, and are not drawn again where nothing has changed", () => {
    const { written, output } = createTerminal();
    const lines = new LiveLines(output);
    lines.draw(["one", "two"]);
    lines.draw(["one", "two"]);
    lines.draw(["three"]);
    expect(written).toEqual([
      "\r\u001b[J\u001b[?7lone\ntwo\n\u001b[?7h",
      "\u001b[2A\r\u001b[J\u001b[?7lthree\n\u001b[?7h",
    ]);
  });

  it("come below what was written since they were released", () => {
    const { written, output } = createTerminal();
    const lines = new LiveLines(output);
    lines.draw(["one"]);
    lines.release();
    lines.draw(["one"]);
    expect(written[1]).toBe(written[0]);
  });

  it("leave a row of the terminal free", () => {
    expect(new LiveLines(createTerminal(10).output).maxLines).toBe(9);
    expect(new LiveLines(createTerminal().output).maxLines).toBe(23);
    expect(new LiveLines(createTerminal(0).output).maxLines).toBe(23);
  });
});
