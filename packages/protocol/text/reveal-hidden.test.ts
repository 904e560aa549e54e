import { describe, expect, it } from "vitest";
import { hidesSomething, revealHidden } from "./reveal-hidden.ts";

const HIDDEN = [
  0x00, 0x0d, 0x1b, 0x7f, 0x85, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x200b,
  0x200c, 0x200d, 0x200e, 0x2028, 0x2029, 0x202e, 0x2060, 0x2065, 0x2066, 0x2800, 0x3164, 0xfe00, 0xfe0f,
  0xfeff, 0xffa0, 0xfff9, 0xd800, 0xdfff, 0x1d173, 0xe0001, 0xe0041, 0xe0100, 0xe01ef,
];

describe("revealHidden", () => {
  it.each(HIDDEN)("writes %i as its code", (code) => {
    const shown = `a⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩b`;
    expect(revealHidden(`a${String.fromCodePoint(code)}b`)).toBe(shown);
    expect(revealHidden(shown)).toBe(shown);
  });

  it.each([
    "a\tb\nc",
    "👩‍👩‍👧 ❤️‍🔥 👍🏽 ✔️ 1️⃣ 🏳️‍🌈",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "می\u200cشود",
    "क्\u200dष",
    "葛\u{E0100}",
    "한국어 ไทย עברית Ünïcode",
  ])("leaves ordinary text as it is", (text) => {
    expect(revealHidden(text)).toBe(text);
    expect(hidesSomething(text)).toBe(false);
  });

  it("reveals marks that pile up, and what no font shows", () => {
    expect(revealHidden(`a${"\u0301".repeat(10)}`)).toBe(`a${"\u0301".repeat(8)}⟨U+0301⟩⟨U+0301⟩`);
    expect(revealHidden("a\ufffcb\uffffc\u{1d159}d")).toBe("a⟨U+FFFC⟩b⟨U+FFFF⟩c⟨U+1D159⟩d");
  });

  it("reveals joiners, selectors and tags that are out of place", () => {
    expect(revealHidden("👍\u200d")).toBe("👍⟨U+200D⟩");
    expect(revealHidden("✔\uFE0F\uFE0F")).toBe("✔\uFE0F⟨U+FE0F⟩");
    expect(revealHidden("1\uFE0F")).toBe("1⟨U+FE0F⟩");
    expect(revealHidden("\u{1F3F4}\u{E0061}")).toBe("\u{1F3F4}⟨U+E0061⟩");
    expect(revealHidden("دا\u200cد")).toBe("دا⟨U+200C⟩د");
  });
});
