import { describe, expect, it } from "vitest";
import { decode } from "./codec.ts";
import { parseMessage } from "./message.ts";

describe("parseMessage", () => {
  it.each([
    ["a string", "a"],
    ["zero", 0],
    ["a fraction", 1.5],
    ["a negative number", -7],
    ["an empty string", ""],
    ["null", null],
  ])("takes %s as an id", (_title, id) => {
    expect(parseMessage({ jsonrpc: "2.0", method: "a", id })).toEqual({ kind: "request", id, method: "a" });
  });

  it.each([
    ["true", true],
    ["an object", {}],
    ["an array", [1]],
    ["a number beyond every finite one", Number.POSITIVE_INFINITY],
  ])("refuses %s as an id and answers with null", (_title, id) => {
    expect(parseMessage({ jsonrpc: "2.0", method: "a", id })).toMatchObject({ kind: "invalid", id: null });
  });

  it("is a notification where there is no id", () => {
    const message = parseMessage({ jsonrpc: "2.0", method: "a", params: [] });
    expect(message).toEqual({ kind: "notification", method: "a", params: [] });
  });

  it.each([
    ["no version", { method: "a", id: 4 }, 'jsonrpc must be "2.0"'],
    ["a version as a number", { jsonrpc: 2, method: "a", id: 4 }, 'jsonrpc must be "2.0"'],
    ["another version", { jsonrpc: "1.0", method: "a", id: 4 }, 'jsonrpc must be "2.0"'],
    ["no method", { jsonrpc: "2.0", id: 4 }, "method must be a string"],
    ["a method of null", { jsonrpc: "2.0", method: null, id: 4 }, "method must be a string"],
    [
      "params of null",
      { jsonrpc: "2.0", method: "a", params: null, id: 4 },
      "params must be an object or an array",
    ],
    [
      "params of text",
      { jsonrpc: "2.0", method: "a", params: "b", id: 4 },
      "params must be an object or an array",
    ],
  ])("answers an invalid request with its id: %s", (_title, value, reason) => {
    const error = { code: -32600, message: "Invalid Request", data: { reason } };
    expect(parseMessage(value)).toEqual({ kind: "invalid", id: 4, error });
  });

  it.each([null, 1, "text", true, [], [[]]])("is invalid for %j", (value) => {
    expect(parseMessage(value)).toMatchObject({ kind: "invalid", id: null, error: { code: -32600 } });
  });

  it("reads answers", () => {
    expect(parseMessage({ jsonrpc: "2.0", id: 1, result: null })).toEqual({
      kind: "result",
      id: 1,
      result: null,
    });
    const error = { code: -1, message: "no", data: [] };
    expect(parseMessage({ jsonrpc: "2.0", id: null, error })).toEqual({ kind: "error", id: null, error });
  });

  it.each([
    ["no id", { jsonrpc: "2.0", result: 1 }, null],
    ["no version", { id: 1, result: 1 }, 1],
    ["both outcomes", { jsonrpc: "2.0", id: 1, result: 1, error: { code: 1, message: "" } }, 1],
    ["an error of text", { jsonrpc: "2.0", id: 1, error: "no" }, 1],
    ["an error of null", { jsonrpc: "2.0", id: 1, error: null }, 1],
    ["a code with a fraction", { jsonrpc: "2.0", id: 1, error: { code: 1.5, message: "" } }, 1],
  ])("never takes a broken answer for a request: %s", (_title, value, id) => {
    expect(parseMessage(value)).toMatchObject({ kind: "broken-answer", id });
  });

  it("treats a member called __proto__ as any other", () => {
    const message = decode('{"__proto__":{"id":1,"method":"b"},"jsonrpc":"2.0","method":"a"}');
    expect(message).toEqual({ kind: "notification", method: "a" });
  });
});
