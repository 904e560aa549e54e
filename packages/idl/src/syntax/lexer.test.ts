import { describe, expect, it } from "vitest";
import { createSourceText } from "../text/source-text.ts";
import { tokenize } from "./lexer.ts";

function lex(text: string) {
  const { tokens, diagnostics } = tokenize(createSourceText("a.def", text));
  return {
    tokens: tokens.map(({ kind, text: value }) => `${kind} ${value}`),
    faults: diagnostics.map(({ message, location }) => `${location?.span.start} ${message}`),
  };
}

describe("tokenize", () => {
  it("cuts names, numbers, texts and signs", () => {
    expect(lex('map<a_1>(-1..2.5)[] "x\\n\\"y\\"" = 1e3').tokens).toEqual([
      "name map",
      "symbol <",
      "name a_1",
      "symbol >",
      "symbol (",
      "number -1",
      "symbol ..",
      "number 2.5",
      "symbol )",
      "symbol [",
      "symbol ]",
      'string x\n"y"',
      "symbol =",
      "number 1e3",
      "end the end of the file",
    ]);
  });

  it("joins lines of a doc comment and attaches them to the token below", () => {
    const { tokens } = tokenize(
      createSourceText("a.def", "/// One.\n///  Two.\n// not this\n//// nor this\nx y"),
    );
    expect(tokens.map(({ docs, startsLine }) => [docs?.text, startsLine])).toEqual([
      ["One.\n Two.", true],
      [undefined, false],
      [undefined, true],
    ]);
  });

  it("reports every fault and continues", () => {
    expect(lex('a ; "open\n12ab "\\q" #\u{1F600} b')).toEqual({
      tokens: ["name a", "string open", "number 12ab", "string q", "end the end of the file"],
      faults: [
        "2 `;` does not end anything",
        "4 this text has no end",
        "10 `12ab` is not a number",
        "16 unknown escape `\\q`",
        "20 this is not how a comment is written",
      ],
    });
  });
});
