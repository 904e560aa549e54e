import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { revealHidden } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { shellPath } from "./shell-path.ts";

const PATHS = [
  "/home/ann/.aiwhisperer",
  "/home/ann/my project",
  "/tmp/x;touch pwned",
  "/tmp/$(id)`id`",
  "/tmp/it's",
  "/tmp/a\\b",
  "/tmp/a\u001b[2J\u202eb\nc's $(id)\\",
];

describe("a path in a command", () => {
  it("stays as it is where a shell reads it so", () => {
    expect(shellPath("/home/ann/.aiwhisperer")).toBe("/home/ann/.aiwhisperer");
  });

  it.runIf(existsSync("/bin/bash") || process.env.CI).each(PATHS)(
    "is one word and hides nothing: %j (needs bash)",
    (path) => {
      const word = shellPath(path);
      expect(revealHidden(word)).toBe(word);
      expect(execFileSync("/bin/bash", ["-c", `printf %s ${word}`], { encoding: "utf8" })).toBe(path);
    },
  );
});
