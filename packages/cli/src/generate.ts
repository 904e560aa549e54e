import { Command } from "commander";
import { defCommand } from "./commands/def.ts";

/**
 * Generates the code of this project's own contracts (`npm run generate`). It loads the compiler alone: the
 * rest of the program does not even load while the generated code is behind the contract.
 */
const CONTRACTS: readonly (readonly string[])[] = [
  [
    "packages/protocol/interactive.def",
    "--out=packages/protocol/gen",
    "--runtime=../rpc/index.ts",
    "--docs=docs/protocol-reference.md",
  ],
  ["examples/acme/acme.def", "--out=examples/acme/gen"],
  ["examples/audit-log/audit.def", "--out=examples/audit-log/gen"],
];

for (const args of CONTRACTS) {
  await new Command().addCommand(defCommand()).parseAsync(["def", "build", ...args], { from: "user" });
}
