import { describe, expect, it } from "vitest";
import { createDispatchTable } from "./dispatch-table.ts";
import { arithmetic } from "./fixtures/arithmetic.ts";
import { type Handlers, implement, rawMethod } from "./implement.ts";

const nothing = () => null;

describe("a dispatch table", () => {
  it("finds methods by full and bare name and lists the full ones", () => {
    const table = createDispatchTable([rawMethod("acme.lend", nothing), rawMethod("rpc.discover", nothing)]);
    expect(table.find("acme.lend")?.name).toBe("acme.lend");
    expect(table.find("lend")?.name).toBe("acme.lend");
    expect(table.find("rpc.discover")?.name).toBe("rpc.discover");
    expect(table.find("discover")).toBeUndefined();
    expect(table.find("constructor")).toBeUndefined();
    expect(table.methodNames).toEqual(["acme.lend", "rpc.discover"]);
  });

  it("assigns a bare name to the first implementation, and to a full name before that", () => {
    const names = ["first.echo", "second.echo", "first.ping", "ping"];
    const table = createDispatchTable(names.map((name) => rawMethod(name, nothing)));
    expect(table.find("echo")?.name).toBe("first.echo");
    expect(table.find("ping")?.name).toBe("ping");
  });

  it("throws where a full name comes twice", () => {
    expect(() => createDispatchTable([rawMethod("a.b", nothing), rawMethod("a.b", nothing)])).toThrow(
      "a.b is implemented twice",
    );
  });
});

describe("implement", () => {
  it("throws where a method has no handler", () => {
    const handlers = { reset: () => ({}) } as unknown as Handlers<typeof arithmetic, undefined>;
    expect(() => implement(arithmetic, handlers)).toThrow("arithmetic.divide has no handler");
  });
});
