import { readFileSync } from "node:fs";
import { compile, emitOpenrpc, emitTypescript } from "@aiwhisperer/idl";
import { describe, expect, it } from "vitest";
import { workspacePath } from "./load-generated.ts";

const { model, diagnostics } = compile(workspacePath("packages/protocol/interactive.def"), {
  readFile: (path) => readFileSync(path, "utf8"),
});

describe("packages/protocol/gen", () => {
  it("comes from a contract without mistakes", () => {
    expect(diagnostics).toEqual([]);
  });

  it("is what `npm run generate` makes of the contract now", () => {
    const contract = model ?? { namespaces: [] };
    const files = [...emitTypescript(contract, { runtime: "../rpc/index.ts" }), ...emitOpenrpc(contract)];
    expect(files.map(({ path }) => path)).toEqual(["interactive.ts", "interactive.openrpc.ts"]);
    const isCurrent = files.map(({ path, text }) => ({
      path,
      current: readFileSync(workspacePath(`packages/protocol/gen/${path}`), "utf8") === text,
    }));
    expect(isCurrent.filter(({ current }) => !current)).toEqual([]);
  });
});
