import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { OutputStream } from "../kit/command-host.ts";
import { oneLine, programText, shownText, styleOf, withoutControls } from "./terminal-text.ts";

const stream = (isTTY: boolean): OutputStream => Object.assign(new Writable(), { isTTY });

describe("the output of a program", () => {
  const coloured =
    "\u001b[31mred\u001b[0m\u001b]52;c;eA==\u0007\u001b[2J\u001b]0;title\u0007 \u001b[5Aend\u009b3";

  it("keeps its colours on a terminal, and no other control sequence", () => {
    const style = styleOf(stream(true), {});
    expect(programText(coloured, style)).toBe("\u001b[31mred\u001b[0m end");
  });

  it("is plain where there are no colours", () => {
    const style = styleOf(stream(true), { NO_COLOR: "1" });
    expect(programText(coloured, style)).toBe("red end");
  });
});

describe("foreign text on a terminal", () => {
  it("keeps lines, tabs and every letter, and loses what would steer the terminal", () => {
    expect(withoutControls("a\tb\r\nc 日本 👩‍👩‍👧\n")).toBe("a\tb\nc 日本 👩‍👩‍👧\n");
    expect(withoutControls("\u001b]0;title\u0007\u001b[2Jx\u009b31m\u0008\u007f\u202ey")).toBe(
      "]0;title[2Jx31my",
    );
  });

  it("has a code for every character that a terminal would not show, where all of it is there", () => {
    expect(shownText("a\r\nb\u202ec\u200b\u0007 👩‍👩‍👧")).toBe("a\nb⟨U+202E⟩c⟨U+200B⟩⟨U+0007⟩ 👩‍👩‍👧");
  });

  it("fits on one line where it has to", () => {
    expect(oneLine(" one\n two\u001b[31m three ", 100)).toBe("one two⟨U+001B⟩[31m three");
    expect(oneLine("\ufeffa\u200bb\u202e\u{e0041}\rc", 100)).toBe(
      "⟨U+FEFF⟩a⟨U+200B⟩b⟨U+202E⟩⟨U+E0041⟩⟨U+000D⟩c",
    );
    expect(oneLine("abcdef", 4)).toBe("abc…");
  });
});

describe("the style of a stream", () => {
  it("dims on a terminal, and never elsewhere, with NO_COLOR or on a dumb terminal", () => {
    expect(styleOf(stream(true), {}).dim("x")).toBe("\u001b[2mx\u001b[22m");
    expect(styleOf(stream(true), { NO_COLOR: "" }).dim("x")).toBe("\u001b[2mx\u001b[22m");
    expect(styleOf(stream(false), {}).dim("x")).toBe("x");
    expect(styleOf(stream(true), { NO_COLOR: "1" }).dim("x")).toBe("x");
    expect(styleOf(stream(true), { TERM: "dumb" }).dim("x")).toBe("x");
  });
});
