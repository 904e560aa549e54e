import { describe, expect, it } from "vitest";
import { DIALECTS } from "./dialect.ts";
import { pieceText } from "./piece.ts";
import { PieceReader } from "./piece-reader.ts";

const chunk = (sequence: number, ...pieces: readonly number[]): string =>
  JSON.stringify({
    jsonrpc: "2.0",
    method: "AIMessageChunkNotification",
    params: { sessionId: "s", sequence, chunk: pieces.map(pieceText).join(""), isFinal: false },
  });
const status = (value: number): string =>
  JSON.stringify({
    jsonrpc: "2.0",
    method: "TurnStatusNotification",
    params: { sequence: 9, status: value },
  });

function follow(...texts: readonly string[]) {
  const heard: string[] = [];
  const reader = new PieceReader(DIALECTS["json-rpc"], {
    onPieces: (count, first) => heard.push(`${count} from ${first}`),
    onTurnEnd: () => heard.push(`end at ${reader.next}`),
  });
  return {
    reader,
    read(): readonly string[] {
      for (const text of texts) {
        const bytes = Buffer.from(`before${text}#000000 behind`);
        reader.read(bytes, 6, 6 + text.length);
      }
      return heard;
    },
  };
}

describe("PieceReader", () => {
  it("follows pieces one by one and joined, regardless of what precedes them, to the end of the turn", () => {
    const texts = [status(1), chunk(9, 0), chunk(10, 1, 2, 3), chunk(100_000, 4), status(4)];
    expect(follow(...texts).read()).toEqual(["1 from 0", "3 from 1", "1 from 4", "end at 5"]);
  });

  it.each([
    ["lost", [chunk(1, 0), chunk(3, 2)], "piece 2 came where 1 was next"],
    ["lost out of joined ones", [chunk(3, 0, 1, 3)], "piece 3 came where 2 was next"],
    ["doubled", [chunk(1, 0), chunk(2, 0)], "piece 0 came where 1 was next"],
    ["lost at the beginning", [chunk(2, 1)], "piece 1 came where 0 was next"],
  ])("throws when a piece is %s", (_case, texts, reason) => {
    expect(() => follow(...texts).read()).toThrow(reason);
  });

  it("throws when the turn fails, or its message is refused", () => {
    expect(() => follow(chunk(1, 0), status(6)).read()).toThrow("an answer failed");
    const refusal = JSON.stringify({ jsonrpc: "2.0", id: 100_000, error: { code: -32030 } });
    expect(() => follow(refusal).read()).toThrow("a message was refused");
  });

  it("begins where a replay begins, and checks that it continues from there", () => {
    const good = follow(chunk(8, 7), chunk(9, 8));
    good.reader.beginAnywhere();
    expect(good.read()).toEqual(["1 from 7", "1 from 8"]);
    const bad = follow(chunk(8, 7), chunk(9, 9));
    bad.reader.beginAnywhere();
    expect(() => bad.read()).toThrow("piece 9 came where 8 was next");
  });
});
