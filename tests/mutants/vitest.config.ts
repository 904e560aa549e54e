import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(`../../packages/${path}`, import.meta.url));

/** The tests that run the engine in their own process: a mutant is not switched on in others. */
export default defineConfig({
  // The linked packages lead out of Stryker's copy of the project, to files without mutants.
  resolve: {
    alias: [
      { find: /^@aiwhisperer\/engine$/, replacement: source("engine/src/index.ts") },
      { find: /^@aiwhisperer\/engine\/mcp$/, replacement: source("engine/src/mcp.ts") },
    ],
  },
  test: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: [
      "packages/engine/src/{delegate,event,plan,session,state,store,turn}/**/*.test.ts",
      "tests/engine/*.test.ts",
      "tests/plan/*.test.ts",
    ],
    testTimeout: 20_000,
    maxWorkers: 1,
    pool: "forks",
  },
});
