import { describe, expect, it } from "vitest";
import { splitBlocks } from "./blocks.ts";
import { LinkDefinitions } from "./link-definitions.ts";

const definitionsOf = (text: string) => new LinkDefinitions().forBlocks(splitBlocks(text).blocks);

describe("LinkDefinitions", () => {
  it("finds the definitions that a block refers to, whatever their case and spaces", () => {
    const text =
      "See [The  Manual] and [other].\n\n[the manual]: https://example.org/m\n[unused]: https://example.org/u\n";
    expect(definitionsOf(text)).toEqual(["[the manual]: https://example.org/m", ""]);
  });

  it("adds nothing to a block without references, and does not repeat a block's own definition", () => {
    expect(definitionsOf("Plain.\n\n[a]\n\n[a]: b")).toEqual(["", "[a]: b", ""]);
    expect(definitionsOf("[a]\n[a]: b")).toEqual([""]);
  });

  it("takes the first of two definitions of a label", () => {
    expect(definitionsOf("[a]\n\n[a]: first\n\n[a]: second")[0]).toBe("[a]: first");
  });

  it("adds at most the bounded length of definitions", () => {
    const labels = Array.from({ length: 300 }, (_, index) => `label-${index}`);
    const text = `${labels.map((label) => `[${label}]`).join(" ")}\n\n${labels.map((label) => `[${label}]: https://example.org/${label}`).join("\n\n")}`;
    expect(definitionsOf(text)[0]?.length).toBeLessThanOrEqual(4_000);
  });
});
