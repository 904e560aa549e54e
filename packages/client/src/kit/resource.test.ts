import { describe, expect, it } from "vitest";
import { Resource } from "./resource.ts";

describe("a resource", () => {
  it("has what was loaded", async () => {
    const resource = new Resource(async () => 7);
    const loading = resource.refresh();
    expect(resource.state).toEqual({ isLoading: true });
    await loading;
    expect(resource.state).toEqual({ data: 7, isLoading: false });
  });

  it("keeps what it has when loading it anew fails", async () => {
    const outcomes: (() => number)[] = [
      () => 7,
      () => {
        throw new Error("no");
      },
    ];
    const resource = new Resource(async () => outcomes.shift()?.() ?? 0);
    await resource.refresh();
    await resource.refresh();
    const error = { code: "unexpected", message: "no" };
    expect(resource.state).toEqual({ data: 7, error, isLoading: false });
    await resource.refresh();
    expect(resource.state).toEqual({ data: 0, isLoading: false });
  });

  it("loads once more, and not thrice, when it is asked again while loading", async () => {
    let loads = 0;
    const resource = new Resource(async () => {
      loads += 1;
      return loads;
    });
    await Promise.all([resource.refresh(), resource.refresh(), resource.refresh()]);
    expect(loads).toBe(2);
    expect(resource.state).toEqual({ data: 2, isLoading: false });
  });
});
