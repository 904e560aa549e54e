import { describe, expect, it } from "vitest";
import { SignsOfLife, withSigns } from "./signs-of-life.ts";

describe("signs of life", () => {
  it("reach the listener of their own request only", () => {
    const signs = new SignsOfLife();
    const [mine, other] = [new AbortController().signal, new AbortController().signal];
    let count = 0;
    signs.watch(mine, () => {
      count += 1;
    });
    signs.report(other);
    signs.report(undefined);
    signs.report(mine);
    expect(count).toBe(1);
  });

  it("come while a part is waited for, many as one, and none beside a part of the same moment", async () => {
    const parts = [Promise.withResolvers<string>(), Promise.withResolvers<string>()] as const;
    const source = async function* () {
      for (const { promise } of parts) yield await promise;
    };
    let report = (): void => undefined;
    const stream = withSigns(source(), "sign", (listener) => {
      report = listener;
    });
    const first = stream.next();
    report();
    report();
    expect(await first).toEqual({ done: false, value: "sign" });
    const second = stream.next();
    report();
    parts[0].resolve("part");
    expect(await second).toEqual({ done: false, value: "part" });
    parts[1].resolve("last");
    expect(await stream.next()).toEqual({ done: false, value: "last" });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it("rethrow what the parts throw, and end the parts when the reader stops", async () => {
    let isEnded = false;
    const source = async function* () {
      try {
        yield "part";
        throw new Error("broken");
      } finally {
        isEnded = true;
      }
    };
    const failing = withSigns(source(), "sign", () => undefined);
    await failing.next();
    await expect(failing.next()).rejects.toThrow("broken");
    isEnded = false;
    for await (const part of withSigns(source(), "sign", () => undefined)) {
      expect(part).toBe("part");
      break;
    }
    await new Promise(setImmediate);
    expect(isEnded).toBe(true);
  });
});
