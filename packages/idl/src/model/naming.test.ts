import { describe, expect, it } from "vitest";
import { roleOfMessage, stemOfMessage, toCamelCase, toKebabCase } from "./naming.ts";

describe("names", () => {
  it.each([
    ["StartSession", "startSession", "start-session"],
    ["AIFoo", "aiFoo", "ai-foo"],
    ["AI", "ai", "ai"],
    ["HTTPGetURL", "httpGetURL", "http-get-url"],
    ["X", "x", "x"],
    ["A1Foo", "a1Foo", "a1-foo"],
    ["Foo_Bar", "foo_Bar", "foo-bar"],
  ])("%s becomes the method %s and the file %s", (name, method, file) => {
    expect([toCamelCase(name), toKebabCase(name)]).toEqual([method, file]);
  });

  it("say by their ending what a message is for", () => {
    expect(["XRequest", "XResponse", "XNotification", "RequestX"].map(roleOfMessage)).toEqual([
      "request",
      "response",
      "notification",
      "plain",
    ]);
    expect([stemOfMessage("XRequest"), stemOfMessage("XResponse")]).toEqual(["X", "X"]);
  });
});
