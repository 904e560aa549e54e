import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { TextBlock } from "./text-block.tsx";

const note = (text: string) =>
  /Show all[^<]*/.exec(renderToStaticMarkup(<TextBlock title="Arguments" text={text} />))?.[0];

describe("a text that is folded", () => {
  it("says how much of it is missing, also where that is one long line", () => {
    expect(note("a\n".repeat(100))).toBe("Show all (76 more lines, 152 characters)");
    expect(note("a".repeat(60_000))).toBe("Show all (1 more line, 54,000 characters)");
    expect(note("a")).toBeUndefined();
  });
});
