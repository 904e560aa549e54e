import { describe, expect, it } from "vitest";
import { ListenerSet } from "./listener-set.ts";

describe("a set of listeners", () => {
  it("calls all listeners in order, with the arguments", () => {
    const told: string[] = [];
    const set = new ListenerSet<[string]>();
    set.add((text) => told.push(`first ${text}`));
    set.add((text) => told.push(`second ${text}`));
    set.emit("now");
    expect(told).toEqual(["first now", "second now"]);
  });

  it("does not call removed listeners, even if removed during the call", () => {
    const told: string[] = [];
    const set = new ListenerSet();
    set.add(() => {
      told.push("first");
      leave();
    });
    const leave = set.add(() => told.push("second"));
    set.emit();
    expect(told).toEqual(["first"]);
  });
});
