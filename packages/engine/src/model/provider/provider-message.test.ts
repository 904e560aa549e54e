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

  it("leaves the names of models alone", () => {
    const text = "Use claude-sonnet-4-5-20250929 or gpt-5-mini or key-value stores.";
    expect(cleanProviderMessage(text, [KEY])).toBe(text);
  });
});
