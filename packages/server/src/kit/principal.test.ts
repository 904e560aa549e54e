import { describe, expect, it } from "vitest";
import { isUserId, MAX_USER_ID_LENGTH } from "./principal.ts";

describe("isUserId", () => {
  it.each([
    "ann",
    "expiry",
    "policy",
    "ann@example.com",
    "auth0|64f",
    "Ünï cödé",
    "x".repeat(MAX_USER_ID_LENGTH),
  ])("takes %s", (id) => {
    expect(isUserId(id)).toBe(true);
  });

  it.each([
    ["an empty text", ""],
    ["a longer text", "x".repeat(MAX_USER_ID_LENGTH + 1)],
    ["the local user", "local"],
    ["a control character", "ann\u0007"],
    ["a line break", "ann\nbob"],
    ["a character that reorders the text", "ann\u202ebob"],
    ["a character without width", "an\u200bn"],
    ["a reserved word with a variation selector", "local\ufe0f"],
    ["a reserved word with a filler", "local\u3164"],
    ["a reserved word with a space", "local "],
    ["a reserved word in wide letters", "\uff4cocal"],
    ["a blank that is shown as nothing", "ann\u2800"],
    ["half a character", "ann\ud83d"],
    ["something that is no text", 7],
  ])("refuses %s", (_name, id) => {
    expect(isUserId(id)).toBe(false);
  });
});
