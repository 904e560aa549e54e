import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPackable, lengthOfText, packTexts, unpackTexts, wholeText } from "./event-text.ts";

const part = fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => JSON.stringify(text));
const heads = fc.array(part, { minLength: 1, maxLength: 3 });

/** Texts whole and in two parts, with the same heads among them now and then. */
const eventTexts = heads.chain((known) =>
  fc.array(fc.oneof(part, fc.record({ head: fc.constantFrom(...known), tail: part })), {
    minLength: 1,
    maxLength: 40,
  }),
);

describe("packTexts", () => {
  it("returns every text unchanged, also after it was stored as UTF-8", () => {
    fc.assert(
      fc.property(eventTexts, (texts) => {
        const packed = packTexts(texts);
        expect(unpackTexts(Buffer.from(packed).toString())).toEqual(texts.map(wholeText));
      }),
    );
  });

  it("has a head that neighbours share once", () => {
    const head = "h".repeat(200);
    const texts = [{ head, tail: "1" }, { head, tail: "2" }, "whole", { head, tail: "3" }];
    expect(packTexts(texts)).toBe(`\t${head}\n1\n2\n\t\nwhole\n\t${head}\n3`);
  });

  it("joins whole texts by line breaks, as all rows were written once", () => {
    expect(packTexts(["a", "b"])).toBe("a\nb");
    expect(unpackTexts("a\nb")).toEqual(["a", "b"]);
  });
});

describe("an event's text", () => {
  it("can be packed unless it is empty or has a line break or a tab in it", () => {
    for (const text of ["", "a\nb", "a\tb", { head: "a", tail: "" }, { head: "\t", tail: "b" }]) {
      expect([text, isPackable(text)]).toEqual([text, false]);
    }
    for (const text of ["{}", { head: "", tail: "{}" }, { head: "{", tail: "}" }]) {
      expect([text, isPackable(text)]).toEqual([text, true]);
    }
  });

  it("is as long as its parts", () => {
    expect([lengthOfText("abc"), lengthOfText({ head: "ab", tail: "c" })]).toEqual([3, 3]);
  });
});
