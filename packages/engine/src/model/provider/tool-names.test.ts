import { describe, expect, it } from "vitest";
import { createToolNames } from "./tool-names.ts";

const tool = (name: string) => ({ name, description: "", inputSchema: {} });

describe("createToolNames", () => {
  it("keeps names that providers allow", () => {
    const names = createToolNames([tool("read_file")]);
    expect(names.encode("read_file")).toBe("read_file");
    expect(names.decode("read_file")).toBe("read_file");
  });

  it("replaces what providers refuse and finds the way back", () => {
    const names = createToolNames([tool("files.read")]);
    expect(names.encode("files.read")).toBe("files_read");
    expect(names.decode("files_read")).toBe("files.read");
  });

  it("begins every name with a letter or an underscore", () => {
    const names = createToolNames([tool("2fa"), tool("-x"), tool("")]);
    expect(["2fa", "-x", ""].map(names.encode)).toEqual(["_2fa", "_-x", "_"]);
    expect(["_2fa", "_-x", "_"].map(names.decode)).toEqual(["2fa", "-x", ""]);
  });

  it("uses no name that every object has", () => {
    const names = createToolNames([tool("constructor"), tool("__proto__")]);
    expect(["constructor", "__proto__"].map(names.encode)).toEqual(["constructor_", "__proto___"]);
    expect(names.decode("constructor_")).toBe("constructor");
  });

  it("keeps names unique, and leaves valid names unchanged", () => {
    const names = createToolNames([tool("a.b"), tool("a_b"), tool("a:b")]);
    expect(["a.b", "a_b", "a:b"].map(names.encode)).toEqual(["a_b_2", "a_b", "a_b_3"]);
    expect(["a_b_2", "a_b", "a_b_3"].map(names.decode)).toEqual(["a.b", "a_b", "a:b"]);
  });

  it("shortens names that are too long, still apart from each other", () => {
    const long = "x".repeat(80);
    const names = createToolNames([tool(`${long}1`), tool(`${long}2`)]);
    const encoded = [names.encode(`${long}1`), names.encode(`${long}2`)];
    expect(new Set(encoded).size).toBe(2);
    expect(encoded.every((name) => name.length <= 64)).toBe(true);
    expect(encoded.map(names.decode)).toEqual([`${long}1`, `${long}2`]);
  });

  it("leaves a name that the provider made up as it is", () => {
    expect(createToolNames([]).decode("no_such_tool")).toBe("no_such_tool");
  });
});
