import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSourceText } from "../text/source-text.ts";
import { parseFile } from "./parse-file.ts";

function parse(text: string) {
  const { file, diagnostics } = parseFile(createSourceText("a.def", text));
  return { file, faults: diagnostics.map(({ message }) => message) };
}

/** Names of what was parsed: `Acme: Order(id, count?)`. */
function outline(text: string): string[] {
  return parse(text).file.namespaces.flatMap(({ name, declarations }) =>
    declarations.map((declaration) => {
      const fields = "fields" in declaration ? declaration.fields : [];
      const parts = fields.map((field) => field.name.text + (field.optional ? "?" : ""));
      const members =
        declaration.kind === "enum" ? declaration.members.map((member) => member.name.text) : [];
      return `${name.text}: ${declaration.name.text}(${[...parts, ...members].join(", ")})`;
    }),
  );
}

describe("parseFile", () => {
  it("takes the plain form of AIWhisperer's own files", () => {
    const text = `
      /// About it.
      namespace Interactive {
          message StartSessionRequest {
              userId: string
              sessionParams: SessionParams optional
          }
          enum SessionStatus { Starting = 0, Active = 1 }
      }`;
    expect(parse(text).faults).toEqual([]);
    expect(parse(text).file.namespaces[0]?.docs).toBe("About it.");
    expect(outline(text)).toEqual([
      "Interactive: StartSessionRequest(userId, sessionParams?)",
      "Interactive: SessionStatus(Starting, Active)",
    ]);
  });

  it("takes words of the language as names of fields", () => {
    const text =
      "namespace A { message M { message: string optional: int optional error: bool deprecated: json map: map<string, int[]>(..3) } }";
    expect(parse(text).faults).toEqual([]);
    expect(outline(text)).toEqual(["A: M(message, optional?, error, deprecated, map)"]);
  });

  it("keeps imports, limits, raises, deprecation and what an error says", () => {
    const { file, faults } = parse(`import "b.def"
      namespace A {
        message XRequest deprecated "use y" raises Busy, B.Gone { a: string(1..)[](..9) deprecated "no" optional }
        error Busy = -32003 "Busy." retry deprecated "x" { turnId: string }
      }`);
    expect(faults).toEqual([]);
    expect(file.imports.map(({ value }) => value)).toEqual(["b.def"]);
    expect(file.namespaces[0]?.declarations).toMatchObject([
      {
        deprecated: { value: "use y" },
        raises: [{ name: { text: "Busy" } }, { qualifier: { text: "B" }, name: { text: "Gone" } }],
        fields: [
          {
            optional: true,
            deprecated: { value: "no" },
            type: {
              kind: "array",
              limits: { max: { value: 9 } },
              item: { kind: "name", limits: { min: { value: 1 } } },
            },
          },
        ],
      },
      { code: { value: -32003 }, text: { value: "Busy." }, retry: true, deprecated: { value: "x" } },
    ]);
  });

  it("continues with the next field, member and declaration after a fault", () => {
    const text = `namespace A {
      message M {
        a string
        b: int
        c:
        d: bool
      }
      enum E { X 0, Y = 1 }
      error = 5
      error F = 6 "six" { g: [] h: int }
      mesage N { i: int }
    }`;
    expect(outline(text)).toEqual(["A: M(b, d)", "A: E(Y)", "A: F()", "A: N(i)"]);
    expect(parse(text).faults).toEqual([
      "expected `:`, found `string`",
      "field `c` has no type",
      "expected `=`, found `0`",
      "expected the name of the error, found `=`",
      "expected a type, found `[`",
      "expected a declaration, found `mesage`",
    ]);
  });

  it("notices a missing brace at the next declaration and at the end", () => {
    const text = "namespace A {\n message M { a: int\n message N { b: int }\n enum E { X = 1";
    expect(outline(text)).toEqual(["A: M(a)", "A: N(b)", "A: E(X)"]);
    expect(parse(text).faults).toEqual([
      "`M` has no closing `}`",
      "`E` has no closing `}`",
      "namespace `A` has no closing `}`",
    ]);
  });

  it("reports declarations outside of a namespace", () => {
    expect(parse("message M {}").faults).toEqual(["a declaration is outside of a namespace"]);
    expect(parse('namespace A {}\nimport "b.def"').faults).toEqual(["an import follows a namespace"]);
    expect(parse("  // nothing").faults).toEqual(["the file declares nothing"]);
  });

  it("reports a doc comment that belongs to nothing", () => {
    expect(parse("namespace A { message M { a: /// here?\n int\n /// or here?\n } }").faults).toEqual([
      "this doc comment belongs to nothing",
      "this doc comment belongs to nothing",
    ]);
  });

  it("ends on any text, without an exception", () => {
    const words = [
      "namespace",
      "message",
      "enum",
      "error",
      "import",
      "A",
      "b",
      ":",
      "{",
      "}",
      "=",
      "1",
      '"x"',
      "(",
      "..",
      ")",
    ];
    const more = [
      "[",
      "]",
      "map",
      "<",
      ">",
      ",",
      ".",
      "?",
      "optional",
      "raises",
      "deprecated",
      "/// d",
      "\n",
      "#",
      '"',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, ...more), { maxLength: 40 }), (parts) => {
        parse(parts.join(" "));
        parse(`namespace N { ${parts.join(" ")} }`);
      }),
    );
  });
});
