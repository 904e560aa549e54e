import { ToolDisplayKind } from "@aiwhisperer/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DisplayBlock } from "./display-block.tsx";
import { TextBlock } from "./text-block.tsx";

function shown(text: string, title?: string): string {
  const display = { kind: ToolDisplayKind.Command, text, ...(title === undefined ? {} : { title }) };
  return renderToStaticMarkup(<DisplayBlock display={display} />).replaceAll(/<[^>]*>/g, "");
}

describe("a command that is decided about", () => {
  it("is shown with the folder that it runs in", () => {
    expect(shown("rm -rf .", "other/folder")).toBe("In the folder other/folder$ rm -rf .");
    expect(shown("rm -rf .", "a\u202eb")).toContain("In the folder a⟨U+202E⟩b");
    expect(shown("ls")).toBe("$ ls");
  });

  it("says how long it is where its end may be out of sight", () => {
    expect(shown(`ls${"\n".repeat(300)}rm -rf .`)).toContain("301 lines, 310 characters");
    expect(shown(`ls ${" ".repeat(3_000)}; rm -rf .`)).toContain("1 line, 3,013 characters");
    expect(shown("ls\npwd")).not.toContain("lines");
  });
});

const note = (text: string) =>
  /Show all[^<]*/.exec(renderToStaticMarkup(<TextBlock title="Arguments" text={text} />))?.[0];

describe("a text that is folded", () => {
  it("says how much of it is missing, also where that is one long line", () => {
    expect(note("a\n".repeat(100))).toBe("Show all (76 more lines, 152 characters)");
    expect(note("a".repeat(60_000))).toBe("Show all (1 more line, 54,000 characters)");
    expect(note("a")).toBeUndefined();
  });
});
