import { spawnSync } from "node:child_process";

/**
 * The programs of the project: those that Node runs, and each member that a browser runs with its own
 * narrower types.
 */
const PROGRAMS = [
  "tsconfig.json",
  "packages/protocol",
  "packages/protocol/tsconfig.test.json",
  "packages/client",
  "packages/react",
  "packages/web",
  "tests/e2e",
];

let failed = 0;
for (const program of PROGRAMS) {
  const { status } = spawnSync("tsc", ["-p", program], { stdio: "inherit" });
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
