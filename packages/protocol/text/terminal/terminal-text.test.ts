import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTerminalText, toPlainTerminalText, writeTerminalText } from "./terminal-text.ts";

const ESC = "\u001b";
const looks = new RegExp(`${ESC}\\[[\\d;]+m`, "g");
const controls = new RegExp(`[${ESC}\r\b\u0007]`);

describe("terminal output", () => {
  it("is runs of one look each", () => {
    expect(readTerminalText(`a${ESC}[31mred${ESC}[1m bold${ESC}[39m\n${ESC}[0mend`)).toEqual([
      { text: "a", look: {} },
      { text: "red", look: { colour: 1 } },
      { text: " bold", look: { colour: 1, isBold: true } },
      { text: "\nend", look: {} },
    ]);
  });

  it.each([
    ["bright colours", "91", { colour: 9 }],
    ["a colour of 256", "38;5;196", { colour: 9 }],
    ["a colour of millions, with what follows it", "38;2;0;128;0;4", { colour: 2, isUnderlined: true }],
    ["a colour with colons", "38:2::255:0:0", { colour: 9 }],
    ["a background", "44", { background: 4 }],
    ["a bright background", "48;5;10", { background: 10 }],
    ["text that is to be concealed", "8", {}],
    ["unknown codes", "73;9", {}],
  ])("knows %s", (_name, parameters, look) => {
    expect(readTerminalText(`${ESC}[${parameters}mx`)).toEqual([{ text: "x", look }]);
  });

  it.each([
    ["progress that overwrites itself", "10 %\r50 %\r100 %\n", "100 %\n"],
    ["a shorter text over a longer one", "abcdef\rxy\n", "xycdef\n"],
    ["an erased rest of a line", `abcdef\rxy${ESC}[K\n`, "xy\n"],
    ["an erased line", `abc${ESC}[2K\rx`, "x"],
    ["line ends of Windows", "a\r\nb\r\n", "a\nb\n"],
    ["a spinner", "|\b/\b-\bdone", "done"],
    ["an emoji taken back", "ok\u{1f600}\b!", "ok!"],
    ["a family of emoji taken back", "a\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\bb", "ab"],
    ["a letter with its accent taken back", "xe\u0301\by", "xy"],
    ["the cursor's first column", `50 %${ESC}[1G${ESC}[0K100 %`, "100 %"],
    ["lines written again further up", `one 1\ntwo 1\n${ESC}[2Aone 2\ntwo 2\n`, "one 2\ntwo 2\n"],
    ["moves of the cursor", `a${ESC}[5Cb${ESC}[10;10Hc${ESC}[2J`, "abc"],
    ["a title", `a${ESC}]0;owned\u0007b`, "ab"],
    ["a link", `${ESC}]8;;https://example.org${ESC}\\text${ESC}]8;;${ESC}\\`, "text"],
    ["the clipboard", `${ESC}]52;c;cm0gLXJm\u0007x`, "x"],
    ["a device control string", `a${ESC}Pq#0;2;0${ESC}\\b`, "ab"],
    ["C1 controls", "\u009b31mred\u009b0m \u009d0;t\u009cend", "red end"],
    ["character sets and modes", `${ESC}(B${ESC}[?25l${ESC}7a${ESC}8${ESC}c`, "a"],
    ["bells", "a\u0007b", "ab"],
    ["a sequence that is cut at the end", `a${ESC}[3`, "a"],
    ["an escape at the end", `a${ESC}`, "a"],
    ["a title that is cut at the end", `a${ESC}]0;own`, "a"],
  ])("shows of %s what is left on a terminal", (_name, text, plain) => {
    expect(toPlainTerminalText(text)).toBe(plain);
  });

  it("hides nothing behind a string that does not end", () => {
    expect(toPlainTerminalText(`a${ESC}]0;b\nrm -rf /\nc`)).toBe("a0;b\nrm -rf /\nc");
    expect(toPlainTerminalText(`${ESC}]${"x".repeat(5_000)}`)).toContain("xxx");
  });

  it("is written with looks only, and read again as the same", () => {
    const piece = fc.constantFrom(
      "a",
      "\n",
      "\r",
      "\b",
      `${ESC}[31m`,
      `${ESC}[1;44m`,
      `${ESC}[0m`,
      `${ESC}[K`,
      `${ESC}[2A`,
      `${ESC}]0;x\u0007`,
      "é",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const runs = readTerminalText(pieces.join(""));
        const written = writeTerminalText(runs);
        expect(written.replaceAll(looks, "")).not.toMatch(controls);
        expect(readTerminalText(written)).toEqual(runs);
      }),
    );
  });

  it("shows whatever a stream shows, cut anywhere, without an escape", () => {
    const whole = `${ESC}[38;5;196mred${ESC}[0m ${ESC}]8;;https://example.org\u0007link${ESC}]8;;\u0007 \r\n`;
    for (let end = 0; end <= whole.length; end++) {
      expect(toPlainTerminalText(whole.slice(0, end))).toMatch(
        /^(?:r|re|red|red |red l|red li|red lin|red link|red link )?\n?$/,
      );
    }
  });

  it("reads a megabyte of hostile output in linear time", () => {
    const hostile = [
      `${ESC}[`,
      `${ESC}]`,
      "\rx",
      "ab\b\b",
      `${ESC}[K\r`,
      `${ESC}[1A\n`,
      `${ESC}[31mx`,
      `${ESC}P`,
      "\u009b",
    ];
    for (const unit of hostile) {
      // Processor time of this thread: other programs on the machine do not count.
      const usedMs = (length: number) => {
        const before = process.threadCpuUsage();
        readTerminalText(unit.repeat(length / unit.length));
        const { user, system } = process.threadCpuUsage(before);
        return (user + system) / 1_000;
      };
      usedMs(100_000);
      const short = Math.max(5, usedMs(100_000));
      expect([unit, usedMs(1_000_000) < 40 * short]).toEqual([unit, true]);
    }
  });
});
