import { describe, expect, it } from "vitest";
import { protectionOf } from "./protected-path.ts";

describe("protectionOf", () => {
  it.each([
    ".git/config",
    "sub/.GIT/hooks/pre-commit",
    ".g\u200cit/config",
    ".git./config",
    "．git/config",
    "aiwhisperer.config.json",
    ".local/state/aiwhisperer/trusted-configs.json",
    ".local/state/aiwhisperer/data-folders.json",
    ".envrc",
    ".env.local",
    ".vscode/tasks.json",
    ".idea/x.xml",
    ".husky/pre-push",
    ".bashrc",
    ".zshrc",
    "sub/Package.JSON",
    ".npmrc",
    ".github/workflows/ci.yml",
  ])("protects %s", (path) => {
    expect(protectionOf(path)).toContain("decision of its own");
  });

  it.each([
    "src/a.ts",
    "git/config",
    ".gitignore",
    ".github/README.md",
    "package.json.md",
    "docs/environment",
  ])("does not protect %s", (path) => {
    expect(protectionOf(path)).toBeUndefined();
  });
});
