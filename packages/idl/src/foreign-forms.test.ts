import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { renderDiagnostics } from "./diagnostics/render-diagnostic.ts";

const compileText = (text: string) => compile("a.def", { readFile: () => text });

/** Each fault as `the text at fault: what is wrong (what to write)`. */
function faultsOf(text: string): string[] {
  return compileText(text).diagnostics.map(({ message, help, location }) => {
    const at = location === undefined ? "" : text.slice(location.span.start, location.span.end);
    return `${at} → ${message} (${help})`;
  });
}

const inMessage = (field: string): string =>
  `namespace Acme {\n  message M {\n    ${field}\n    last: Last optional\n  }\n  message Last {}\n}`;
const inNamespace = (body: string): string => `namespace Acme {\n${body}\n}`;

describe("a form of another language", () => {
  it("is shown once, with its line, a caret and what to write instead", () => {
    const text = [
      "namespace A {",
      "    message ThingRequest { id: int | string }",
      "    message ThingResponse { }",
      "    message Edited { by: { user: string, at: string } optional again: bool optional }",
      "}",
    ].join("\n");
    expect(renderDiagnostics(compileText(text).diagnostics)).toBe(
      [
        "a.def:2:32: error: `int | string`: a union is declared with a name",
        "  |",
        "2 |     message ThingRequest { id: int | string }",
        "  |                                ^^^^^^^^^^^^",
        "help: declare a union of messages and name it here, as in `union Name by type { text: TextPart  image: ImagePart }`, or use `json`",
        "",
        "a.def:4:26: error: a message is not declared inside of a field",
        "  |",
        "4 |     message Edited { by: { user: string, at: string } optional again: bool optional }",
        "  |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "help: declare it beside the others, as in `message Name { … }`, and name it here",
        "",
        "2 errors",
        "",
      ].join("\n"),
    );
  });

  it.each([
    // Unions and what may be absent
    ["a: Last | M | null", "declare a union of messages"],
    ["a:\n      | int\n      | string", "declare a union of messages"],
    ["a: string(1..5) | int[]", "declare a union of messages"],
    ["a: string | null", "write `string nullable`, or `string optional`"],
    ["a: undefined | string", "write `string nullable`, or `string optional`"],
    ['a: "on" | "off"', "declare an enum"],
    ["a: 1 | 2", "declare an enum"],
    ["a: 'on'", 'write `"…"`'],
    ["a: A & B", "declare one message with the fields of all of them"],
    ["a?: string", "write `optional` behind the type"],
    ["a: string?", "write `optional` behind the type"],
    ["a: ?string", "with `optional` behind it"],
    ["a: optional string", "write `optional` behind the type"],
    ["a: string!", "remove `!`"],
    ["a: null", "leave the field out"],
    // Generic types, arrays, tuples, functions
    ["a: Array<string>", "write `T[]`"],
    ["a: ReadonlyArray<{ x: int }>[]", "write `T[]`"],
    ["a: Set<string>", "write `T[]`"],
    ["a: list<string>", "write `T[]`"],
    ["a: List[str]", "write `T[]`"],
    ["a: [string!]!", "write `T[]`"],
    ["a: []string", "write `T[]`"],
    ["a: repeated string", "write `[]` behind the type"],
    ["a: string[5]", "write `[]` for an array"],
    ["a: [string, int]", "declare a message with a named field for each place"],
    ["a: Record<string, Array<int>>", "write `map<string, T>`"],
    ["a: Map<string, int>", "write `map<string, T>`"],
    ["a: map[string]int", "write `map<string, T>`"],
    ["a: map<string, int | string>", "declare a union of messages"],
    ["a: map<string, Array<int>>", "write `T[]`"],
    ["a: Optional<string>", "with `optional` behind it"],
    ["a: Page<Last>", "declare a message for each use"],
    ["a: Union[int, str]", "declare a union of messages"],
    ["a: (string | int)[]", "name a type here"],
    ["a: (x: int) => string", "a method is a pair of messages"],
    ["a: keyof Last", "write the type that comes of it"],
    ["a: T extends U ? X : Y", "write the type that comes of it"],
    ["a: { x: { y: int } }[] optional", "declare it beside the others"],
    ["a: enum { X = 1 }", "declare it beside the others"],
    ["[key: string]: int", "write a field `name: map<string, T>`"],
    // Names of types
    ["a: any", "did you mean `json`?"],
    ["a: Object", "did you mean `json`?"],
    ["a: Number", "did you mean `int` or `float`?"],
    ["a: Boolean", "did you mean `bool`?"],
    ["a: Integer(1..5)", "did you mean `int`?"],
    ["a: uint64", "did you mean `int`?"],
    ["a: i32[]", "did you mean `int`?"],
    ["a: f64", "did you mean `float`?"],
    ["a: String", "did you mean `string`?"],
    ["a: ID", "did you mean `id`?"],
    ["a: UUID", 'did you mean `id` or `string format "uuid"`?'],
    ["a: bytes", 'did you mean `string format "base64"`?'],
    ["a: DateTime", 'did you mean `int` or `string format "date-time"`?'],
    // Values, numbers, the order of a field
    ["a: int = -5", "write `optional = value`"],
    ["a: string[] = []", "write `optional = value`"],
    ["a: string[] optional = []", "write a text in quotes"],
    ["a: Last optional = new Last()", "write a text in quotes"],
    ["a: string default 5", "possible here: `optional`, `nullable`, `deprecated`"],
    ["string a = 1", "write `a: string`"],
    ["repeated Last a = 2", "write `a: Last[]`"],
    ["optional int32 a = 3 [deprecated = true]", "write `a: int32 optional`"],
    ["map<string, int32> a = 4", "write `a: type`"],
    ["google.protobuf.Any a = 5", "write `a: type`"],
    ["1: required string a", "write a field as `name: type`"],
    ["reserved 2, 3", "remove it"],
    ["oneof pick {\n      string a = 1\n      int32 b = 2\n    }", "declare a union of messages"],
    ["message Inner { x: int }", "declare it beside the message"],
    ["readonly a: string", "remove it"],
    ["required a: string", "remove it"],
    ['"a": string', "write `a: type`"],
    ["...Base", "declare the common fields as `mixin Name { … }`"],
    ["find(id: ID!): Last", "declare a pair of messages for it"],
    ["a-b: string", "write a field as `name: type`"],
    ["a: string{1,5}", "write a field as `name: type`"],
    ["a: string(5)", "write limits as `(min..max)`"],
    // Signs and comments
    ["a: string;", "remove it, here and everywhere"],
    ["a: int /* why */", "write `//`"],
    ["/** why */ a: int", "write `//`"],
    ["# why\n    a: int", "write `//`"],
    ['"why" a: int', "write a doc comment"],
    ['"""why\n   so""" a: int', "write `///`"],
    ["@length(min: 1, max: 5) a: string", "write limits behind the type"],
    ['a: string @deprecated(reason: "x")', "write limits behind the type"],
  ])("in a message has one fault: %s", (field, help) => {
    const faults = faultsOf(inMessage(field));
    expect(faults).toEqual([expect.stringContaining(help)]);
  });

  it.each([
    ["interface M { a: Other } message Other {}", "write `message M { … }`"],
    ["interface M extends Other { a: int } message Other { m: M }", "write `message M { … }`"],
    ["export type M = { a: int }", "write `message M { … }`"],
    ["struct M { a: int }", "write `message M { … }`"],
    ["record M(int a)\nmessage N { m: M }", "write `message M { … }`"],
    ["type M = string\nmessage N { m: M }", "write `alias Name = type`"],
    ['export type M = "a" | "b"\nmessage N { m: M }', "declare an enum, as in `enum M {"],
    ["typedef i32 M\nmessage N { m: M }", "write `alias Name = type`"],
    ["union M = A | B\nmessage N { m: M }", "write `union M by type { … }`"],
    ["scalar Date\nmessage N { m: Date }", "use string, int, float, bool or json"],
    ["service S {\n rpc Do (A) returns (B) {}\n}\nmessage N {}", "remove the service"],
    ["rpc Do(A) returns (B)", "a method is a pair of messages"],
    [
      "message M extends Other { a: int }\nmessage Other {}",
      "declare the common fields as `mixin Name { … }`",
    ],
    ["message M<T> { a: T }", "declare a message for each use"],
    ["export message M { a: int }", "remove it"],
    ["exception Bad { 1: string m }", "write `error Name = -32001"],
    ["@tag message M { a: int }", "write limits behind the type"],
    ["enum E { A, B, C }\nmessage N { e: E }", "write `A = 0`"],
    ["enum E {\n A\n B\n}\nmessage N { e: E }", "write `A = 0`"],
    ['enum E { A = "a", B = 2 }', "write a text"],
  ])("in a namespace has one fault: %s", (body, help) => {
    expect(faultsOf(inNamespace(body))).toEqual([expect.stringContaining(help)]);
  });

  it.each([
    ["message A {}\nmessage B { a: A }", "declarations belong inside `namespace Name { … }`"],
    ["package a.b\nmessage A {}\nmessage B { a: A }", "write `namespace Name { … }` around the declarations"],
    ["namespace com.example\nmessage A {}\nmessage B { a: A }", "open the namespace with `{`"],
    ['import { A } from "./a"\nnamespace X { message M {} }', 'write `import "other.def"`'],
    ['include "a.thrift"\nnamespace X { message M {} }', 'write `import "other.def"`'],
    ['$version: "2"\nnamespace X { message M {} }', "remove it"],
    ["export namespace X { message M {} }", "remove it"],
    ['{ "type": "object", "properties": { "a": { "type": "string" } } }', "declarations belong inside"],
  ])("at the top of a file has one fault: %s", (text, help) => {
    expect(faultsOf(text)).toEqual([expect.stringContaining(help)]);
  });

  it("reports each of many, and what is wrong beside them", () => {
    const text = inNamespace("message M {\n a: Array<int>;\n b: strng;\n c: { x: int };\n d: bool?;\n}");
    expect(faultsOf(text).map((fault) => fault.split(" → ")[0])).toEqual([
      "Array<int>",
      ";",
      "strng",
      "{ x: int }",
      "?",
    ]);
  });
});

describe("a type that is nested deep", () => {
  it.each([10_000, 200_000])("has one fault, %i deep", (depth) => {
    const nested = [
      `${"map<string, ".repeat(depth)}int${">".repeat(depth)}`,
      `int${"[]".repeat(depth)}`,
      `${"Array<".repeat(depth)}int${">".repeat(depth)}`,
      `${"{ x: ".repeat(depth)}int${" }".repeat(depth)}`,
      `${"[".repeat(depth)}int${"]".repeat(depth)}`,
      `${"() => ".repeat(depth)}int`,
      `${"int | ".repeat(depth)}int`,
    ];
    for (const type of nested) expect(faultsOf(inMessage(`a: ${type}`))).toHaveLength(1);
  });

  it("may be 32 deep, in messages as deep as anyone likes", () => {
    const type = `${"map<string, ".repeat(16)}int${"[]".repeat(16)}${">".repeat(16)}`;
    expect(faultsOf(inMessage(`a: ${type}`))).toEqual([]);
    const chain = Array.from({ length: 1_000 }, (_, index) => `message M${index} { next: M${index + 1} }`);
    expect(faultsOf(inNamespace(`${chain.join("\n")}\nmessage M1000 { a: int }`))).toEqual([]);
  });
});
