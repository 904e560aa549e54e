import { describe, expect, it } from "vitest";
import { ownDelayReader, readThreadTimeMs } from "./own-delay.ts";

describe("ownDelayReader", () => {
  it("takes no delay for the server's own while the thread gets no processor time", () => {
    let used = 1_000;
    const read = ownDelayReader(
      () => 900,
      () => used,
    );
    used += 40;
    expect(read()).toBe(40);
    used += 2_000;
    expect(read()).toBe(900);
    expect(read()).toBe(0);
  });

  it("counts work of this thread", () => {
    const before = readThreadTimeMs();
    const until = performance.now() + 50;
    while (performance.now() < until) Math.sqrt(until);
    expect(readThreadTimeMs()).toBeGreaterThan(before);
  });
});
