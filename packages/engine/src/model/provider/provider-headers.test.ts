import { describe, expect, it } from "vitest";
import { headerSecrets, parseProviderHeaders } from "./provider-headers.ts";

describe("the extra headers of a provider", () => {
  it("are lines or a JSON object", () => {
    const headers = { "X-Team": "search", "x-route": "a:b" };
    expect(parseProviderHeaders("X-Team: search\r\n\n x-route :a:b ")).toEqual({ headers });
    expect(parseProviderHeaders(' {"X-Team": "search", "x-route": "a:b"}')).toEqual({ headers });
  });

  it.each([
    ["no colon", 'has no header of the form "Name: value" in its entry 1'],
    ["X-A: 1\nX B: secret", 'has no header of the form "Name: value" in its entry 2'],
    ["X-A:", 'has no header of the form "Name: value" in its entry 1'],
    ["X-A: geheimnis…", 'has no header of the form "Name: value" in its entry 1'],
    ['{"X-A": 1}', "is no JSON object of strings"],
    ["{secret", "is no JSON object of strings"],
    ["Content-Length: 3", "cannot set the header Content-Length"],
    ["HOST: a", "cannot set the header HOST"],
  ])("are refused without their values: %j", (text, reason) => {
    expect(parseProviderHeaders(text)).toEqual({ reason });
  });

  it("are secret by value and by word", () => {
    expect(headerSecrets({ authorization: "Bearer 0123456789", "x-team": "search" })).toEqual([
      "Bearer 0123456789",
      "0123456789",
    ]);
  });
});
