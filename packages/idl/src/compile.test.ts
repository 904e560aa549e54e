import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { renderDiagnostics } from "./diagnostics/render-diagnostic.ts";

type Files = { readonly [path: string]: string };

function compileFiles(files: Files) {
  const readFile = (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error("no such file");
    return text;
  };
  return compile(Object.keys(files)[0] ?? "", { readFile });
}

/** What is wrong with a namespace, each as `line:column message (help)`. */
function faultsOf(body: string): string[] {
  return compileFiles({ "a.def": `namespace Acme { ${body} }` }).diagnostics.map(
    ({ message, help }) => `${message} (${help})`,
  );
}

describe("compile", () => {
  it("reports five different mistakes in one run, each with its place, the line, a caret and what to do", () => {
    const text = [
      "namespace Acme {",
      "    message OrderRequest raises SoldOutt {",
      "        item: strng(1..20)",
      "        count int",
      "    }",
      "    message OrderRespnse { orderId: string }",
      '    error SoldOut = -32700 "Nothing is left."',
      "}",
    ];
    expect(renderDiagnostics(compileFiles({ "acme.def": text.join("\n") }).diagnostics)).toBe(
      [
        "acme.def:2:13: error: `OrderRequest` has no `OrderResponse`",
        "  |",
        "2 |     message OrderRequest raises SoldOutt {",
        "  |             ^^^^^^^^^^^^",
        "help: declare `message OrderResponse`, even if it is empty, or give the message a name without `Request`",
        "",
        "acme.def:2:33: error: unknown error `SoldOutt`",
        "  |",
        "2 |     message OrderRequest raises SoldOutt {",
        "  |                                 ^^^^^^^^",
        "help: did you mean `SoldOut`?",
        "",
        "acme.def:3:15: error: unknown type `strng`",
        "  |",
        "3 |         item: strng(1..20)",
        "  |               ^^^^^",
        "help: did you mean `string`?",
        "",
        "acme.def:4:15: error: expected `:`, found `int`",
        "  |",
        "4 |         count int",
        "  |               ^^^",
        "help: write a field as `name: type`, with `optional` behind the type where it may be absent",
        "",
        "acme.def:7:21: error: error code -32700 belongs to JSON-RPC itself",
        "  |",
        '7 |     error SoldOut = -32700 "Nothing is left."',
        "  |                     ^^^^^^",
        "help: use one from -32099 to -32000, or one outside of -32768 to -32000",
        "",
        "5 errors",
        "",
      ].join("\n"),
    );
  });

  it("resolves methods, notifications, errors and types of other files", () => {
    const { model, diagnostics } = compileFiles({
      "api/a.def": `import "../shared/b.def"
        namespace Acme {
          message AIOrderRequest raises SoldOut deprecated "use buy" { at: Shared.Point }
          message AIOrderResponse {}
          message LeftNotification { parts: Part[] optional }
          error SoldOut = 7 "Sold out."
        }`,
      "shared/b.def": `import "../api/a.def"
        namespace Shared { message Point { x: float(0..) } }
        namespace Acme { message Part { name: string } }`,
    });
    expect(diagnostics).toEqual([]);
    const [acme, other] = model?.namespaces ?? [];
    expect(acme).toMatchObject({
      name: "Acme",
      sources: ["a.def", "../shared/b.def"],
      methods: [
        {
          name: "aiOrder",
          fullName: "acme.aiOrder",
          raises: ["SoldOut"],
          request: { deprecated: "use buy" },
        },
      ],
      notifications: [{ name: "LeftNotification" }],
      errors: [{ name: "SoldOut", code: 7, retry: false }],
    });
    expect(acme?.methods[0]?.request.fields).toEqual([
      {
        name: "at",
        type: { kind: "reference", target: "message", namespace: "Shared", name: "Point", recursive: false },
        optional: false,
      },
    ]);
    expect(other).toMatchObject({ name: "Shared", sources: ["../shared/b.def"] });
  });

  it("reports the faults of all files, the entry's first", () => {
    const { diagnostics, model } = compileFiles({
      "a.def":
        'import "b.def"\nimport "none.def"\nimport "/abs.def"\nnamespace A { message M { a: No b: C.X } }',
      "b.def": "namespace B { message M { a: Nope } }",
    });
    expect(model).toBeUndefined();
    expect(diagnostics.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'a.def: cannot read "none.def": no such file',
      'a.def: cannot import "/abs.def"',
      "a.def: unknown type `No`",
      "b.def: unknown type `Nope`",
    ]);
  });

  it("says when the file itself cannot be read", () => {
    const { diagnostics } = compile("none.def", {
      readFile: () => {
        throw new Error("no such file");
      },
    });
    expect(diagnostics).toEqual([
      { path: "none.def", message: "the file cannot be read: no such file", help: "check the path" },
    ]);
  });

  it("asks for the import of what is used", () => {
    const { diagnostics } = compileFiles({
      "a.def": 'import "b.def"\nimport "c.def"\nnamespace A { message M { a: C.X } }',
      "b.def": "namespace B { message M { a: C.X } }",
      "c.def": "namespace C { message X {} }",
    });
    expect(diagnostics.map(({ path, message, help }) => [path, message, help])).toEqual([
      ["b.def", "`X` is declared in a file that this one does not import", 'add `import "c.def"`'],
    ]);
  });

  it("does not report what follows from another fault", () => {
    expect(faultsOf('message XRequest raises Busy {} message XResponse {} error Busy = "busy"')).toHaveLength(
      1,
    );
    expect(faultsOf("message XRequest {} message XResponse = {}")).toHaveLength(1);
    expect(faultsOf("enum E { A }")).toHaveLength(1);
    expect(
      compileFiles({ "a.def": 'import "b.def" namespace A { message M { a: B.X } }' }).diagnostics,
    ).toHaveLength(1);
  });
});

describe("the rules of the language", () => {
  it.each([
    ["message M { a: number }", "unknown type `number` (did you mean `int` or `float`?)"],
    ["message M { a: any }", "unknown type `any` (did you mean `json`?)"],
    ["message M { a: Other.M }", "unknown namespace `Other` (import the file that declares it)"],
    ["message M { a: Acme.N }", "unknown type `N` in namespace `Acme` (did you mean `M`?)"],
    [
      'message M { a: Bad } error Bad = 1 "x"',
      "`Bad` is declared as error, not as type (name a declared type)",
    ],
    ["message M { a: map<int, bool> }", "keys of a map are strings (write `map<string, T>`)"],
    [
      "message M { a: string(5..2) }",
      "the lower limit 5 is above the upper limit 2 (did you mean `(2..5)`?)",
    ],
    [
      "message M { a: string(-1..) }",
      "the length of a string cannot be -1 (use 0 or more, or leave this side out)",
    ],
    [
      "message M { a: int(..0.5) }",
      "`0.5` cannot be a limit of `int` (use a whole number between -(2^53 - 1) and 2^53 - 1)",
    ],
    ["message M { a: string(..) }", "these limits limit nothing (give at least one side, or remove them)"],
    ["message M {} message M {}", "`M` is declared twice (rename one of them; the first is at a.def:1:26)"],
    [
      "message M { a: int a: int }",
      "field `a` is declared twice (rename one of them; the first is at a.def:1:30)",
    ],
    [
      "message M { __proto__: int }",
      "`__proto__` has a meaning of its own in JavaScript (choose another name for the field)",
    ],
    ["message m {}", "message `m` does not begin with a capital letter (write `M`)"],
    ["message Array {}", "`Array` is a name that generated code needs (choose another name)"],
    ["message AcmeMethods {}", "`AcmeMethods` is a name that generated code needs (choose another name)"],
    [
      'error E = 1 "e" { a: int } message EData {}',
      "`EData` is the name of the data of error `E` (choose another name)",
    ],
    [
      "message EchoRequest {} message EchoResponse {} untyped Echo",
      "`EchoRequest` and `Echo` are both the method `echo` (choose names that differ in more than the case of their letters)",
    ],
    [
      "untyped Echo { text: string }",
      "`Echo` is untyped and has no fields (remove the body, or declare the messages of a request and a response)",
    ],
    ["enum E {}", "enum `E` has no members (add one, as in `First = 0`)"],
    ["enum E { A = 1 B = 1 }", "`B` has the same number as `A` (give it a number of its own, such as 2)"],
    [
      "enum E { A = 1 A = 2 }",
      "member `A` is declared twice (rename one of them; the first is at a.def:1:27)",
    ],
    ["enum E { A = 1.5 }", "`1.5` cannot be the number of a member (use a whole number)"],
    ['error E = 1.5 "e"', "`1.5` cannot be an error code (use a whole number)"],
    [
      'error E = -32100 "e"',
      "error code -32100 belongs to JSON-RPC itself (use one from -32099 to -32000, or one outside of -32768 to -32000)",
    ],
    ['error E = 1 " "', "error `E` has an empty text (say in one sentence what happened)"],
    [
      "message XResponse {}",
      "`XResponse` has no `XRequest` (declare `message XRequest`, or give the message a name without `Response`)",
    ],
    [
      "message StartRequest {} message StratResponse {}",
      "`StratResponse` has no `StratRequest` (did you mean `StartResponse`, the response to `StartRequest`?)",
    ],
    ["message Request {}", "`Request` alone names no method (put a name before it, as in `StartRequest`)"],
    [
      "message Notification {}",
      "`Notification` alone names no notification (put a name before it, as in `StartNotification`)",
    ],
    [
      'message XNotification raises E {} error E = 1 "e"',
      "`XNotification` raises errors, but only requests can (remove `raises`, or put it behind the name of a request)",
    ],
    [
      'message XRequest raises E, E {} message XResponse {} error E = 1 "e"',
      "`E` is listed twice (remove one)",
    ],
    [
      'message M { a: int deprecated "" }',
      '`deprecated` has no text (say what to use instead, as in `deprecated "use model"`)',
    ],
    [
      "message M { a: M }",
      "`M` contains itself without end: M.a → M (make one of these fields `optional`, or an array or map that may be empty)",
    ],
  ])("%s", (body, fault) => {
    expect(faultsOf(body)).toEqual([fault]);
  });

  it("names both methods and both namespaces that would be one when generated", () => {
    expect(
      faultsOf(
        "message AIFooRequest {} message AIFooResponse {} message AiFooRequest {} message AiFooResponse {}",
      ),
    ).toEqual([
      "`AIFooRequest` and `AiFooRequest` are both the method `aiFoo` (choose names that differ in more than the case of their letters)",
    ]);
    expect(
      compileFiles({ "a.def": "namespace AB { } namespace Ab { }" }).diagnostics.map(
        ({ message }) => message,
      ),
    ).toEqual(["namespaces `AB` and `Ab` are the same file when generated"]);
    expect(
      compileFiles({ "a.def": "namespace Rpc { } namespace New { }" }).diagnostics.map(
        ({ message }) => message,
      ),
    ).toEqual([
      "namespace `Rpc` would be `rpc` in generated code, which cannot be",
      "namespace `New` would be `new` in generated code, which cannot be",
    ]);
  });

  it("allows each error code for one error only, across namespaces", () => {
    const { diagnostics } = compileFiles({
      "a.def": 'namespace A { error X = 1 "x" }\nnamespace B { error Y = 1 "y" }',
    });
    expect(diagnostics.map(({ message, help }) => [message, help])).toEqual([
      ["error code 1 is the code of `X` already", "give `Y` a code of its own; the other is at a.def:1:21"],
    ]);
  });

  it("lets methods raise errors of their own namespace only", () => {
    const { diagnostics } = compileFiles({
      "a.def":
        'namespace A { message XRequest raises B.Y {} message XResponse {} }\nnamespace B { error Y = 1 "y" }',
    });
    expect(diagnostics.map(({ message }) => message)).toEqual(["`Y` is an error of namespace `B`"]);
  });

  it("lets messages contain themselves where that can end", () => {
    expect(faultsOf("message M { a: M optional b: M[] c: map<string, M> }")).toEqual([]);
    expect(
      faultsOf("message A { b: B[](1..) } message B { c: C } message C { a: map<string, A>(1..) }"),
    ).toEqual([
      "`A` contains itself without end: A.b → B.c → C.a → A (make one of these fields `optional`, or an array or map that may be empty)",
    ]);
  });
});
