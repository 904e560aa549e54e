import { describe, expect, it } from "vitest";
import { linkDefinitionsFor } from "./link-definitions.ts";

const text =
  "See [The  Manual] and [other].\n\n[the manual]: https://example.org/m\n[unused]: https://example.org/u\n";

describe("linkDefinitionsFor", () => {
  it("finds the definitions that a block refers to, whatever their case and spaces", () => {
    expect(linkDefinitionsFor("See [The  Manual].", text)).toBe("[the manual]: https://example.org/m");
  });

  it("adds nothing to a block without references", () => {
    expect(linkDefinitionsFor("Plain.", text)).toBe("");
  });

  it("does not repeat a definition that the block has itself", () => {
    expect(linkDefinitionsFor(text, text)).toBe("");
  });
});
