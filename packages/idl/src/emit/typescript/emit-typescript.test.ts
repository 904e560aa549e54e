import { describe, expect, it } from "vitest";
import { compile } from "../../compile.ts";
import { emitTypescript } from "./emit-typescript.ts";

function emit(text: string, runtime?: string): string {
  const { model } = compile("acme.def", { readFile: () => text });
  const [file] = emitTypescript(model ?? { namespaces: [] }, runtime === undefined ? {} : { runtime });
  return file?.text ?? "";
}

const text = `
/// All about orders.
namespace Acme {
  /// A colour.
  enum Color {
    /// Like blood.
    Red = 0
    Green = 7 deprecated "use Red"
  }
  /// Orders something.
  /// Not a comment's end: */
  message OrderRequest raises SoldOut {
    item: string(1..9)
    colors: Color[](..3) optional
    more: map<string, json[][]> optional
  }
  message OrderResponse {}
  /// Any JSON.
  untyped PingPong
  error SoldOut = -32050 "Nothing is left." retry { item: string }
}`;

describe("emitTypescript", () => {
  it("is deterministic and says where it comes from", () => {
    expect(emit(text)).toBe(emit(text));
    expect(emit(text)).toMatch(/^\/\/ Generated from acme\.def by `aiwhisperer def build`\. Do not edit\.\n/);
  });

  it("imports the runtime by the given specifier", () => {
    expect(emit(text)).toContain('import * as rpc from "@aiwhisperer/protocol/rpc";');
    expect(emit(text, "../rpc/index.ts")).toContain('import * as rpc from "../rpc/index.ts";');
  });

  it("adds the values of a newer peer to the type of an open enum", () => {
    const opened = emit(
      'namespace Acme { enum Size open { S = 1 } enum Tone open { A = "a" } enum E { A = 1 } }',
    );
    expect(opened.match(/^export type .*keyof.*$/gmu)).toEqual([
      "export type Size = (typeof Size)[keyof typeof Size] | (number & Record<never, never>);",
      "export type Tone = (typeof Tone)[keyof typeof Tone] | (string & Record<never, never>);",
      "export type E = (typeof E)[keyof typeof E];",
    ]);
  });

  it("makes enums constants and messages readonly interfaces, with their doc comments", () => {
    expect(emit(text)).toContain(
      [
        "/** A colour. */",
        "export const Color = {",
        "  /** Like blood. */",
        "  Red: 0,",
        "  /** @deprecated use Red */",
        "  Green: 7,",
        "} as const;",
        "",
        "/** A colour. */",
        "export type Color = (typeof Color)[keyof typeof Color];",
        "",
        "/**",
        " * Orders something.",
        " * Not a comment's end: *\\/",
        " */",
        "export interface OrderRequest {",
        "  readonly item: string;",
        "  readonly colors?: readonly Color[];",
        "  readonly more?: { readonly [key: string]: readonly (readonly unknown[])[] };",
        "}",
        "",
        "export type OrderResponse = { readonly [field: string]: never };",
      ].join("\n"),
    );
  });

  it("makes the full name of an untyped method a constant", () => {
    expect(emit(text)).toContain('/** Any JSON. */\nexport const PingPong = "acme.pingPong";\n');
  });

  it("makes guards of straight code", () => {
    expect(emit(text)).toContain(
      [
        "export function isOrderRequest(value: unknown): value is OrderRequest {",
        '  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;',
        "  const object: { readonly [K in keyof OrderRequest]?: unknown } = value;",
        "  const $item = object.item;",
        '  if (typeof $item !== "string" || $item.length < 1 || $item.length > 9 || !Object.hasOwn(object, "item")) return false;',
        "  const $colors = object.colors;",
        '  if ($colors !== undefined && !isOrderRequest$colors($colors) && Object.hasOwn(object, "colors")) return false;',
      ].join("\n"),
    );
  });

  it("makes the closed list of error codes and the contract", () => {
    const emitted = emit(text);
    expect(emitted).toContain("export const AcmeErrorCode = {\n  SoldOut: -32050,\n} as const;");
    expect(emitted).toContain(
      "/** All about orders. */\nexport const acme: rpc.Contract<AcmeMethods, AcmeNotifications, AcmeErrors> = {",
    );
    expect(emitted).toContain("export type AcmeNotifications = Record<never, never>;");
    expect(emitted).toContain(
      "  readonly order: { readonly params: OrderRequest; readonly result: OrderResponse };",
    );
    expect(emitted).toContain("  readonly SoldOut: SoldOutData;");
  });
});
