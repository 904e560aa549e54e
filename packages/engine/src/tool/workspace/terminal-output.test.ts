import { describe, expect, it } from "vitest";
import { OutputWindow } from "./command/output-window.ts";
import { TerminalOutput } from "./terminal-output.ts";

function outputOf(pieces: readonly string[], maxLength = 10_000): string {
  const output = new TerminalOutput(new OutputWindow(maxLength));
  for (const piece of pieces) output.add(piece);
  return output.text();
}

describe("the output of a command", () => {
  it("has no progress that was overwritten, however much of it there was", () => {
    const progress = Array.from({ length: 50_000 }, (_, index) => `\r${index} of 50000`);
    expect(outputOf(["begin\n", ...progress, "\ndone\n"])).toBe("begin\n49999 of 50000\ndone\n");
  });

  it("keeps colours and drops other sequences, cut anywhere", () => {
    const whole = "\u001b[31mred\u001b[0m\r\n\u001b]0;title\u0007\u001b[?25lend\r\n";
    for (let cut = 0; cut <= whole.length; cut++) {
      const pieces = [whole.slice(0, cut), whole.slice(cut)];
      expect(outputOf(pieces)).toBe("\u001b[31mred\u001b[0m\nend\n");
    }
  });

  it("is whole where it is long, in order", () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}\r\n`);
    const expected = lines.join("").replaceAll("\r", "");
    expect(outputOf(lines, 1_000_000)).toBe(expected);
    expect(outputOf(["x".repeat(100_000), "y"], 1_000_000)).toBe(`${"x".repeat(100_000)}y`);
  });
});
