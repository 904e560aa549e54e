import { afterEach, describe, expect, it, vi } from "vitest";
import { FaultReport, type PeerFault } from "./fault-report.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Keeps what would be thrown outside of every caller's stack. */
function catchMicrotasks(): (() => void)[] {
  const tasks: (() => void)[] = [];
  vi.spyOn(globalThis, "queueMicrotask").mockImplementation((task) => tasks.push(task));
  return tasks;
}

describe("a fault report", () => {
  it("reports an exception under the id that the other side gets", () => {
    const faults: PeerFault[] = [];
    const report = new FaultReport({ onFault: (fault) => faults.push(fault) });
    const error = new Error("secret");
    const correlationId = report.report("a", error);
    expect(correlationId).toMatch(/^[0-9a-f]{16}$/);
    expect(faults).toEqual([{ correlationId, method: "a", error }]);
    expect(report.report("a", error)).not.toBe(correlationId);
  });

  it("makes a fault without a listener an uncaught exception", () => {
    const tasks = catchMicrotasks();
    new FaultReport({}).guard("a", () => {
      throw new Error("no listener");
    });
    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toThrow("no listener");
  });

  it("makes the exception of its own listener an uncaught one", () => {
    const tasks = catchMicrotasks();
    const onFault = () => {
      throw new Error("no log");
    };
    new FaultReport({ onFault, newCorrelationId: () => "c" }).report("a", new Error("first"));
    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toThrow("no log");
  });
});
