import { describe, expect, it } from "vitest";
import { apiKeyIdOf, createApiKey, hashApiKey, matchesApiKey } from "./api-key.ts";

describe("an API key", () => {
  it("names its id, and has 256 random bits behind it", () => {
    const key = createApiKey((bytes) => Buffer.alloc(bytes, 0xff));
    expect(key.text).toBe(`aiw_ffffffffffffffff_${"_".repeat(42)}8`);
    expect(apiKeyIdOf(key.text)).toBe(key.id);
    expect(createApiKey().text).not.toBe(createApiKey().text);
  });

  it("is recognised by its hash, which does not have it", () => {
    const { text, hash } = createApiKey();
    expect(matchesApiKey(text, hash)).toBe(true);
    expect(hash).not.toContain(text.slice(-43));
    expect(matchesApiKey(createApiKey().text, hash)).toBe(false);
    expect(matchesApiKey(text, "")).toBe(false);
  });

  it("is refused with the id of another key, although the secret is right", () => {
    const { text, hash } = createApiKey();
    const swapped = text.replace(/^aiw_[0-9a-f]{16}/, "aiw_0000000000000000");
    expect(matchesApiKey(swapped, hash)).toBe(false);
    expect(hashApiKey(swapped)).not.toBe(hash);
  });

  it("has one form and no other", () => {
    const { text } = createApiKey();
    for (const wrong of [
      text.slice(0, -1),
      `${text}A`,
      text.toUpperCase(),
      ` ${text}`,
      `${text}\n`,
      "aiw__",
    ]) {
      expect(apiKeyIdOf(wrong), wrong).toBeUndefined();
    }
  });
});
