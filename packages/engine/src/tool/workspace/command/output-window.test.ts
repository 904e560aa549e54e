import { describe, expect, it } from "vitest";
import { OutputWindow } from "./output-window.ts";

function windowOf(maxLength: number, pieces: readonly string[]): string {
  const window = new OutputWindow(maxLength);
  for (const piece of pieces) window.add(piece);
  return window.text();
}

describe("OutputWindow", () => {
  it("keeps all of what is not too long", () => {
    expect(windowOf(10, ["01234", "56789"])).toBe("0123456789");
  });

  it("keeps the beginning and the end, and says what is missing between them", () => {
    expect(windowOf(10, ["0123456789abcdef"])).toBe(
      "01234\n… 6 of 16 characters left out here; to see them, send the output to a file and read that in parts …\nbcdef",
    );
  });

  it("returns the same however the output is chunked", () => {
    const output = Array.from({ length: 1_000 }, (_, index) => `${index} `).join("");
    const whole = windowOf(101, [output]);
    for (const length of [1, 2, 7, 50, 99, 1_000]) {
      const pieces = output.match(new RegExp(`.{1,${length}}`, "g")) ?? [];
      expect(windowOf(101, pieces)).toBe(whole);
    }
  });

  it("cuts no character in half", () => {
    expect(windowOf(6, ["😀".repeat(20)]).isWellFormed()).toBe(true);
  });
});
