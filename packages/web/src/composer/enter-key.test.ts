import { describe, expect, it } from "vitest";
import { isSending } from "./composer.tsx";

const enter = { key: "Enter", shiftKey: false, isComposing: false, keyCode: 13 };

describe("isSending", () => {
  it("takes Enter on a keyboard", () => {
    expect(isSending(enter, false)).toBe(true);
  });

  it.each([
    ["Shift and Enter", { ...enter, shiftKey: true }],
    ["Enter while an input method composes", { ...enter, isComposing: true }],
    ["Enter that confirms an input method's word on Safari", { ...enter, keyCode: 229 }],
    ["another key", { ...enter, key: "a", keyCode: 65 }],
  ])("does not take %s", (_name, press) => {
    expect(isSending(press, false)).toBe(false);
  });

  it("leaves Enter to the text on a touch keyboard", () => {
    expect(isSending(enter, true)).toBe(false);
  });
});
