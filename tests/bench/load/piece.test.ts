import { describe, expect, it } from "vitest";
import { PIECE_LENGTH, pieceText, readPiece } from "./piece.ts";

describe("a piece", () => {
  it.each([0, 7, 123_456, 999_999])("of number %i has it, at the length of all others", (index) => {
    const text = pieceText(index);
    expect(text).toHaveLength(PIECE_LENGTH);
    expect(JSON.stringify(text)).toBe(`"${text}"`);
    expect(readPiece(Buffer.from(`ab${text}`), 2)).toBe(index);
  });

  it("is not found where none begins", () => {
    expect(readPiece(Buffer.from("abc"), 1)).toBeNaN();
    expect(readPiece(Buffer.from("abc"), 7)).toBeNaN();
  });
});
