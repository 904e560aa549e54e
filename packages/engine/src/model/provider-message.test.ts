import { describe, expect, it } from "vitest";
import { cleanProviderMessage } from "./provider-message.ts";

const KEY = "planted0key1of2a3server";

describe("cleanProviderMessage", () => {
  it("makes one line without control characters", () => {
    expect(cleanProviderMessage("  The model\n\tis\u0007 busy. ", [])).toBe("The model is busy.");
  });

  it("cuts what is longer than 240 characters", () => {
    const text = cleanProviderMessage("word ".repeat(100), []);
    expect(text.length).toBeLessThanOrEqual(240);
    expect(text.endsWith("…")).toBe(true);
  });

  it("removes a configured key, whole or masked in its middle", () => {
    expect(cleanProviderMessage(`Bad key ${KEY}.`, [KEY])).toBe("Bad key [redacted]");
    expect(cleanProviderMessage("Bad key plante*****server here", [KEY])).toBe("Bad key [redacted] here");
  });

  it("removes credentials that are not ours", () => {
    const text = cleanProviderMessage("sk-abc123DEF456 or Bearer abcdef123456 at https://me:pass@host/x", []);
    expect(text).not.toMatch(/abc123|abcdef|me:pass/);
    expect(text).toContain("host/x");
  });

  it("removes keys of other forms and parameters that hold one", () => {
    const words =
      "AIzaSyA1234567890 eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.c2ln https://x/y?key=abcdef123&alt=sse api_key=zyxwvu987";
    const text = cleanProviderMessage(words, []);
    expect(text).not.toMatch(/AIza|eyJ|abcdef|zyxwvu/);
    expect(text).toContain("&alt=sse");
  });

  it("has no marks of writing direction and no half characters", () => {
    expect(cleanProviderMessage("a\u202eb \ud83d c", [])).toBe("a b \ufffd c");
    expect(cleanProviderMessage("\u{1f600}".repeat(200), []).isWellFormed()).toBe(true);
  });

  it("leaves the names of models alone", () => {
    const text = "Use claude-sonnet-4-5-20250929 or gpt-5-mini or key-value stores.";
    expect(cleanProviderMessage(text, [KEY])).toBe(text);
  });
});
