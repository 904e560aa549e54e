import { describe, expect, it } from "vitest";
import {
  decode,
  encodeBatch,
  encodeError,
  encodeNotification,
  encodeRequest,
  encodeResult,
} from "./codec.ts";

describe("decode", () => {
  it("reads one message", () => {
    expect(decode('{"jsonrpc":"2.0","method":"a","id":1}')).toEqual({ kind: "request", id: 1, method: "a" });
  });

  it.each(["", "{", "undefined", "[1,", '{"a":1}}', "\u0000"])(
    "calls %j a parse error without quoting it",
    (text) => {
      const error = { code: -32700, message: "Parse error" };
      expect(decode(text)).toEqual({ kind: "invalid", id: null, error });
    },
  );

  it("is one invalid message for a batch above the limit", () => {
    expect(decode("[1,2,3]", { maxBatch: 3 })).toHaveLength(3);
    const error = {
      code: -32600,
      message: "Invalid Request",
      data: { reason: "a batch has at most 2 members" },
    };
    expect(decode("[1,2,3]", { maxBatch: 2 })).toEqual({ kind: "invalid", id: null, error });
  });

  it("refuses arrays inside a batch one by one", () => {
    expect(decode('[[{"jsonrpc":"2.0","method":"a","id":1}],[]]')).toMatchObject([
      { kind: "invalid", id: null },
      { kind: "invalid", id: null },
    ]);
  });

  it("keeps ids exact that JavaScript would round, in a batch too, and leaves params as they are", () => {
    const request = (id: string) => `{"jsonrpc":"2.0","method":"a","id":${id},"params":{"id":${id}}}`;
    const rounded = Number("18446744073709551615");
    const exact = { kind: "request", id: 18446744073709551615n, method: "a", params: { id: rounded } };
    expect(decode(request("18446744073709551615"))).toEqual(exact);
    expect(decode(`[${request("18446744073709551615")},${request("7")}]`)).toEqual([
      exact,
      { kind: "request", id: 7, method: "a", params: { id: 7 } },
    ]);
  });

  it("takes for an id only what JSON takes for it", () => {
    const big = "18446744073709551615";
    const members = [
      [`{"params":{"id":1},"i\\u0064":${big}}`, 18446744073709551615n],
      [`{"id":${big},"id":7}`, 7],
      [`{"id":7,"id":${big},"method":"\\"id\\":1"}`, 18446744073709551615n],
      [`{"method":"id","id" : -${big} ,"params":["id",1]}`, -18446744073709551615n],
      ["18446744073709551615.5", null],
      [`["id",${big}]`, null],
      [`{"id":{"id":${big}}}`, null],
      [`{"id":1844674407370955161e1}`, Number("1844674407370955161e1")],
    ] as const;
    const batch = decode(`[${members.map(([text]) => text).join(",")}]`);
    expect(batch).toMatchObject(members.map(([, id]) => ({ kind: "invalid", id })));
    for (const [text, id] of members.slice(0, 4)) expect(decode(text)).toMatchObject({ id });
  });

  describe("with a limit on nesting", () => {
    const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
    const request = (id: string, levels: number): string =>
      `{"jsonrpc":"2.0","id":${id},"method":"a","params":${nested(levels)}}`;
    const error = {
      code: -32600,
      message: "Invalid Request",
      data: { reason: "a message has at most 4 levels of nesting" },
    };

    it("takes a request that has as many levels, and refuses one that has more under its id", () => {
      expect(decode(request("7", 3), { maxDepth: 4 })).toMatchObject({ kind: "request", id: 7 });
      expect(decode(request("7", 4), { maxDepth: 4 })).toEqual({ kind: "invalid", id: 7, error });
    });

    it("counts every member of a batch by itself", () => {
      const [first, second] = [request("1", 3), request("2", 100_000)];
      expect(decode(`[${first},${second}]`, { maxDepth: 4 })).toMatchObject([
        { kind: "request", id: 1 },
        { kind: "invalid", id: 2, error },
      ]);
    });

    it("returns exact ids, however deep their request or another one of the batch is", () => {
      const [deep, flat] = [request("18446744073709551615", 100_000), request("18446744073709551613", 1)];
      expect(decode(deep, { maxDepth: 4 })).toEqual({ kind: "invalid", id: 18446744073709551615n, error });
      expect(decode(`[${flat},${deep}]`, { maxDepth: 4 })).toMatchObject([
        { kind: "request", id: 18446744073709551613n },
        { kind: "invalid", id: 18446744073709551615n },
      ]);
    });

    it("answers no answer", () => {
      const answer = `{"jsonrpc":"2.0","id":1,"result":${nested(100)}}`;
      expect(decode(answer, { maxDepth: 4 })).toMatchObject({ kind: "result", id: 1 });
    });

    it("does not hold without one", () => {
      expect(decode(request("7", 100_000))).toMatchObject({ kind: "request", id: 7 });
    });
  });
});

describe("encode", () => {
  it("writes requests and notifications, with params only where there are some", () => {
    expect(encodeRequest(1, "a", { b: 2 })).toBe('{"jsonrpc":"2.0","id":1,"method":"a","params":{"b":2}}');
    expect(encodeNotification("a", [1])).toBe('{"jsonrpc":"2.0","method":"a","params":[1]}');
    expect(encodeNotification("a")).toBe('{"jsonrpc":"2.0","method":"a"}');
  });

  it("refuses params that are no object and no array", () => {
    expect(() => encodeRequest(1, "a", 5)).toThrow(TypeError);
    expect(() => encodeNotification("a", null)).toThrow(TypeError);
  });

  it("returns ids unchanged", () => {
    expect(encodeResult(9007199254740993n, 1)).toBe('{"jsonrpc":"2.0","id":9007199254740993,"result":1}');
    expect(encodeResult(1.5, 1)).toBe('{"jsonrpc":"2.0","id":1.5,"result":1}');
    expect(encodeResult(null, 1)).toBe('{"jsonrpc":"2.0","id":null,"result":1}');
    expect(encodeResult('"\ud800', 1)).toBe('{"jsonrpc":"2.0","id":"\\"\\ud800","result":1}');
  });

  it("writes null where there is no result", () => {
    expect(encodeResult(1, undefined)).toBe('{"jsonrpc":"2.0","id":1,"result":null}');
  });

  it("writes errors and batches", () => {
    const error = encodeError(null, { code: -1, message: "no" });
    expect(error).toBe('{"jsonrpc":"2.0","id":null,"error":{"code":-1,"message":"no"}}');
    expect(encodeBatch([error, "{}"])).toBe(`[${error},{}]`);
  });
});
