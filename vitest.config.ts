import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/**/*.test.ts",
      "packages/**/*.test.tsx",
      "tests/**/*.test.ts",
      "examples/**/*.test.ts",
    ],
    reporters: ["default", "./tests/support/plain-reporter.ts"],
    // A machine that is busy with other work may take several times as long as an idle one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
    // The tests run the sources as Node runs them; the processes that they start are real ones.
    pool: "forks",
  },
});
