import { describe, expect, it } from "vitest";
import { nextTheme, type Theme } from "./theme.ts";

describe("nextTheme", () => {
  it("goes through every theme and begins again", () => {
    const seen: Theme[] = ["system"];
    for (let step = 0; step < 3; step++) seen.push(nextTheme(seen.at(-1)!));
    expect(seen).toEqual(["system", "light", "dark", "system"]);
  });
});
