import { describe, expect, it } from "vitest";
import type { StopSignal } from "./command-host.ts";
import { listenForStop } from "./stop-request.ts";

/** A host whose signals and failures are sent by the test. */
function createSource() {
  const signals = new Set<(signal: StopSignal) => void>();
  const failures = new Set<(error: unknown) => void>();
  return {
    signals,
    failures,
    host: {
      onStopSignal(listener: (signal: StopSignal) => void) {
        signals.add(listener);
        return () => void signals.delete(listener);
      },
      onFailure(listener: (error: unknown) => void) {
        failures.add(listener);
        return () => void failures.delete(listener);
      },
    },
    signal(signal: StopSignal) {
      for (const listener of signals) listener(signal);
    },
    fail(error: unknown) {
      for (const listener of failures) listener(error);
    },
  };
}

describe("listenForStop", () => {
  it("takes signals within half a second for one request, and a later one for a second", async () => {
    const source = createSource();
    let now = 1_000;
    const { first, again } = listenForStop(source.host, () => now);
    source.signal("SIGINT");
    now += 400;
    source.signal("SIGTERM");
    now += 200;
    source.signal("SIGTERM");
    expect(await first).toEqual({ type: "signal", signal: "SIGINT" });
    expect(await again).toEqual({ type: "signal", signal: "SIGTERM" });
    const tooEarly = listenForStop(source.host, () => now);
    source.signal("SIGINT");
    source.signal("SIGINT");
    const pending = Symbol("pending");
    expect(await Promise.race([tooEarly.again, Promise.resolve(pending)])).toBe(pending);
  });

  it("reports an uncaught error, even while the command is ending", async () => {
    const source = createSource();
    const stop = listenForStop(source.host, () => 0);
    const error = new Error("broken");
    source.signal("SIGTERM");
    source.fail(error);
    expect(await stop.again).toEqual({ type: "failure", error });
  });

  it("leaves nothing behind", () => {
    const source = createSource();
    listenForStop(source.host, () => 0).dispose();
    expect([source.signals.size, source.failures.size]).toEqual([0, 0]);
  });
});
