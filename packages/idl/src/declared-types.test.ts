import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";

function compileText(body: string) {
  return compile("a.def", { readFile: () => `namespace Acme { ${body} }` });
}

function faultsOf(body: string): string[] {
  return compileText(body).diagnostics.map(({ message, help }) => `${message} (${help})`);
}

const parts = "message TextPart { text: string } message ImagePart { blobId: id }";

describe("a declared type", () => {
  it("is a union of messages by the text of a tag", () => {
    const { model, diagnostics } = compileText(
      `${parts} /// A part.
      union Part by type open { text: TextPart, /// An image.
      "image.v2": ImagePart deprecated "use text" }`,
    );
    expect(diagnostics).toEqual([]);
    const reference = (name: string) => ({
      kind: "reference",
      target: "message",
      namespace: "Acme",
      name,
      recursive: false,
    });
    expect(model?.namespaces[0]?.declarations.at(-1)).toEqual({
      kind: "union",
      name: "Part",
      tag: "type",
      open: true,
      docs: "A part.",
      variants: [
        { value: "text", message: reference("TextPart") },
        {
          value: "image.v2",
          message: reference("ImagePart"),
          docs: "An image.",
          deprecated: "use text",
        },
      ],
    });
  });

  it("is an enum of texts, a value, null, or another name for a type", () => {
    const { model, diagnostics } = compileText(`
      enum Effort { None = "none", High = "high" }
      alias Name = id(1..8)
      alias Names = Name nullable[](..3) nullable
      message M { version: "2.0" count: -1 done: true effort: Effort nullable optional names: Names label: string optional nullable }`);
    expect(diagnostics).toEqual([]);
    const message = model?.namespaces[0]?.declarations.find(({ name }) => name === "M");
    const name = { kind: "id", limits: { min: 1, max: 8 } };
    expect(message?.kind === "message" && message.fields).toMatchObject([
      { name: "version", type: { kind: "literal", value: "2.0" } },
      { name: "count", type: { kind: "literal", value: -1 } },
      { name: "done", type: { kind: "literal", value: true } },
      {
        name: "effort",
        type: { kind: "nullable", type: { kind: "reference", name: "Effort" } },
        optional: true,
      },
      {
        name: "names",
        type: { kind: "nullable", type: { kind: "array", item: { kind: "nullable", type: name } } },
        optional: false,
      },
      { name: "label", type: { kind: "nullable", type: { kind: "string" } }, optional: true },
    ]);
  });

  it("has the fields of mixins behind its own, with their comments", () => {
    const { model, diagnostics } = compileText(`
      mixin Keyed { /// The key.
      key: id optional }
      mixin Paged { limit: int(1..) optional }
      message ARequest with Keyed, Paged { text: string }
      message AResponse { }`);
    expect(diagnostics).toEqual([]);
    expect(model?.namespaces[0]?.declarations.map(({ name }) => name)).toEqual(["ARequest", "AResponse"]);
    expect(model?.namespaces[0]?.methods[0]?.request.fields).toMatchObject([
      { name: "text" },
      { name: "key", docs: "The key.", optional: true },
      { name: "limit" },
    ]);
  });

  it.each([
    ["union U by type { }", ["union `U` has no variants (add one, as in `text: TextPart`)"]],
    [
      `${parts} union U by text { a: TextPart b: ImagePart }`,
      [
        "message `TextPart` has the field `text`, which is the tag of union `U` (remove the field from the message: the union adds it)",
      ],
    ],
    [
      `mixin T { kind: string } message A with T { } union U by kind { a: A }`,
      [
        "message `A` has the field `kind`, which is the tag of union `U` (remove the field from the message: the union adds it)",
      ],
    ],
    [
      `${parts} union U by type { a: TextPart a: ImagePart }`,
      ["variant `a` is declared twice (rename one of them; the first is at a.def:1:103)"],
    ],
    [
      "union U by type { a: Nope }",
      ["unknown message `Nope` (declare the message, or import the file that does)"],
    ],
    [
      "enum E { A = 0 } union U by type { a: E }",
      ["`E` is declared as enum, not as message (name a declared message)"],
    ],
    [
      "union U { a: A } message A { }",
      ["expected `by`, found `{` (write `union U by type { … }`: every object of it has the field `type`)"],
    ],
    [
      "alias A = B alias B = A",
      [
        "alias `A` is declared by itself (write the type that it means)",
        "alias `B` is declared by itself (write the type that it means)",
      ],
    ],
    [
      "alias A = Nope[] message M { a: A }",
      ["unknown type `Nope` (declare the type, or import the file that does)"],
    ],
    ["message M { a: json nullable }", ["`json` may be null already (remove `nullable`)"]],
    ["message M { a: 1e999 }", ["this number is too large (use one that JSON can carry exactly)"]],
    [
      "mixin K { a: int } message M with K { a: string }",
      [
        "mixin `K` has the field `a`, which the message has already (rename one of the fields, or remove the mixin)",
      ],
    ],
    ["mixin K { a: Nope }", ["unknown type `Nope` (declare the type, or import the file that does)"]],
    [
      "mixin K { a: int } message M { k: K }",
      ["`K` is declared as mixin, not as type (name a declared type)"],
    ],
    ['enum E { A = "a", B = "a" }', ["`B` has the same text as `A` (give it a text of its own)"]],
    ['enum E { A = 1, B = "b" }', ["an enum has numbers or texts, not both (write a number)"]],
    [
      "message A { u: U } union U by type { a: A }",
      [
        "`A` contains itself without end: A.u → A (make one of these fields `optional`, or an array or map that may be empty)",
      ],
    ],
  ])("has its faults reported: %s", (body, faults) => {
    expect(faultsOf(body)).toEqual(faults);
  });

  it("may hold itself through a union with another variant", () => {
    expect(
      faultsOf("message Leaf { } message Tree { left: Node } union Node by type { leaf: Leaf tree: Tree }"),
    ).toEqual([]);
  });
});
