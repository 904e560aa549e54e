import { readFileSync } from "node:fs";
import {
  type ContractModel,
  compile,
  emitOpenrpc,
  emitTypescript,
  replaceMarkedSections,
} from "@aiwhisperer/idl";
import { describe, expect, it } from "vitest";
import { workspacePath } from "./load-generated.ts";

const read = (path: string): string => readFileSync(workspacePath(path), "utf8");

function compiled(path: string): ContractModel {
  const { model, diagnostics } = compile(workspacePath(path), {
    readFile: (file) => readFileSync(file, "utf8"),
  });
  if (model === undefined) throw new Error(`${path} has ${diagnostics.length} mistakes`);
  return model;
}

/** Every contract whose generated code is committed. */
const GENERATED = [
  {
    source: "packages/protocol/interactive.def",
    folder: "packages/protocol/gen",
    runtime: "../rpc/index.ts",
  },
  { source: "examples/acme/acme.def", folder: "examples/acme/gen" },
  { source: "examples/audit-log/audit.def", folder: "examples/audit-log/gen" },
] as const;

describe("generated files", () => {
  it.each(GENERATED)("of $source are what the compiler makes of it now", ({ source, folder, ...options }) => {
    const model = compiled(source);
    const files = [...emitTypescript(model, options), ...emitOpenrpc(model)];
    expect(files).toHaveLength(2);
    for (const { path, text } of files)
      expect(read(`${folder}/${path}`) === text, `${path} is current`).toBe(true);
  });

  it("include the protocol reference", () => {
    const document = read("docs/protocol-reference.md");
    const { text, faults } = replaceMarkedSections(document, compiled(GENERATED[0].source));
    expect(faults).toEqual([]);
    expect(text === document, "docs/protocol-reference.md is current").toBe(true);
    expect(document).toContain("#### `interactive.startSession`");
  });
});
