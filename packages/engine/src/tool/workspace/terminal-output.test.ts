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

  it("keeps beginning and end of a flood, and the processor free", () => {
    const flood = Array.from({ length: 1_500 }, () => "\u001b[mx\n".repeat(10_000));
    const before = process.cpuUsage();
    const text = outputOf(["begin\n", ...flood, "\u001b[1mend\u001b[0m\n"], 100);
    const { user } = process.cpuUsage(before);
    expect(text).toMatch(/^begin\n(?:x\n)+\n… [\d,]+ of [\d,]+ characters left out here; .*…\n(?:x\n)*/);
    expect(text).toMatch(/\nx\n.*end.*\n$/);
    expect(user).toBeLessThan(3_000_000);
  });

  it("of a flood that overwrites itself has its beginning before the notice", () => {
    const flood = Array.from({ length: 400 }, (_, index) => `\r${index} `.repeat(5_000));
    const text = outputOf(["begin\n", ...flood, "\rdone     \n"], 1_000);
    expect(text).toMatch(/^begin\n[\s\S]*… [\d,]+ of [\d,]+ characters left out here; .*…\n\s*done/);
  });

  it("is whole where it is long, in order", () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}\r\n`);
    const expected = lines.join("").replaceAll("\r", "");
    expect(outputOf(lines, 1_000_000)).toBe(expected);
    expect(outputOf(["x".repeat(100_000), "y"], 1_000_000)).toBe(`${"x".repeat(100_000)}y`);
  });
});
