import { describe, expect, it } from "vitest";
import { markdownFileName } from "./conversation-menu.tsx";

describe("markdownFileName", () => {
  it.each([
    ["What is a monad?", "what-is-a-monad.md"],
    ["../../etc/passwd\u0000", "etc-passwd.md"],
    ["日本の首都は？", "日本の首都は.md"],
    ["…", "conversation.md"],
    [`${"word ".repeat(40)}`, `${"word-".repeat(12).slice(0, 59)}.md`],
  ])("makes of %j the name %s", (title, name) => {
    expect(markdownFileName(title)).toBe(name);
  });
});
