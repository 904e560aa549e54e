import { describe, expect, it } from "vitest";
import { parseProviderAddress } from "./provider-address.ts";

const whole = { apiPath: "/v1", ownPath: "whole" } as const;
const prefix = { apiPath: "/v1", ownPath: "prefix" } as const;
const nested = { apiPath: "/api/v1", ownPath: "prefix" } as const;

describe("parseProviderAddress", () => {
  it.each([
    ["http://127.0.0.1:1234", "http://127.0.0.1:1234/v1"],
    ["http://127.0.0.1:1234/", "http://127.0.0.1:1234/v1"],
    ["http://127.0.0.1:1234/v1", "http://127.0.0.1:1234/v1"],
    ["http://127.0.0.1:1234/v1//", "http://127.0.0.1:1234/v1"],
    ["127.0.0.1:1234", "http://127.0.0.1:1234/v1"],
    ["localhost:1234/v1", "http://localhost:1234/v1"],
    ["http://127.0.0.1:1234/v1/chat/completions", "http://127.0.0.1:1234/v1"],
    ["https://host/v2beta", "https://host/v2beta"],
  ])("reads %s as %s whatever the style", (text, baseUrl) => {
    expect(parseProviderAddress(text, whole)).toEqual({ baseUrl });
    expect(parseProviderAddress(text, prefix)).toEqual({ baseUrl });
  });

  it("keeps a path of its own where the path is the API's, and adds the version where it is a prefix", () => {
    expect(parseProviderAddress("https://host/openai/", whole)).toEqual({ baseUrl: "https://host/openai" });
    expect(parseProviderAddress("https://host/anthropic/", prefix)).toEqual({
      baseUrl: "https://host/anthropic/v1",
    });
  });

  it("completes an API path that was given by half", () => {
    for (const text of [
      "https://openrouter.ai",
      "https://openrouter.ai/api",
      "https://openrouter.ai/api/v1/",
    ]) {
      expect(parseProviderAddress(text, nested)).toEqual({ baseUrl: "https://openrouter.ai/api/v1" });
    }
  });

  it("refuses what is no http address and never repeats it", () => {
    for (const text of [
      "ftp://host",
      "http://",
      "http://me:hunter2@host",
      "http://host/?key=hunter2",
      "::",
    ]) {
      const address = parseProviderAddress(text, whole);
      expect(address, text).toHaveProperty("reason");
      expect(JSON.stringify(address)).not.toContain("hunter2");
    }
  });
});
