import { describe, expect, it } from "vitest";
import { AnswerReader } from "./answer-reader.ts";
import { DIALECTS, type DialectName } from "./dialect.ts";

const ANSWERS: Readonly<Record<DialectName, (id: number, result: string) => string>> = {
  "json-rpc": (id, result) => JSON.stringify({ jsonrpc: "2.0", id, result }),
  "socket.io": (id, result) => `43${id}${JSON.stringify([{ result }])}`,
  trpc: (id, result) => JSON.stringify({ id, result: { type: "data", data: result } }),
};

function readerOf(name: DialectName) {
  const reader = new AnswerReader(DIALECTS[name], (result) => result === "good");
  return (text: string) => reader.read(Buffer.from(`__${text}`), 2, 2 + text.length);
}

describe("AnswerReader", () => {
  it.each(Object.keys(ANSWERS) as DialectName[])("reads the ids of answers in %s", (name) => {
    const read = readerOf(name);
    const ids = Array.from({ length: 200 }, (_, index) => 100_000 + index * 7);
    expect(ids.map((id) => read(ANSWERS[name](id, "good")))).toEqual(ids);
  });

  it("takes a notification for no answer", () => {
    const read = readerOf("json-rpc");
    expect(read(JSON.stringify({ jsonrpc: "2.0", method: "SessionStatusNotification" }))).toBeUndefined();
    expect(read(ANSWERS["json-rpc"](100_001, "good"))).toBe(100_001);
  });

  it("throws for an error, and for another result than was asked for, also one of the same length now and then", () => {
    const read = readerOf("json-rpc");
    read(ANSWERS["json-rpc"](100_000, "good"));
    const error = JSON.stringify({ jsonrpc: "2.0", id: 100_000, error: { code: -32020 } });
    expect(() => read(error)).toThrow("a request was refused");
    expect(() => read(ANSWERS["json-rpc"](100_000, "other"))).toThrow("another answer");
    const readBad = () => {
      for (let count = 0; count < 64; count += 1) read(ANSWERS["json-rpc"](100_000, "evil"));
    };
    expect(readBad).toThrow("another answer");
  });
});
