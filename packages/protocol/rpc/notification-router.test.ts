import { describe, expect, expectTypeOf, it } from "vitest";
import { arithmetic } from "./fixtures/arithmetic.ts";
import { notificationRouter } from "./notification-router.ts";

describe("a notification router", () => {
  it("hands checked params to the general listener, then to the one of the name", () => {
    const told: unknown[] = [];
    const route = notificationRouter(arithmetic, {
      listeners: { CounterNotification: (params) => told.push(params.value) },
      onAny: (notification) => {
        expectTypeOf(notification.method).toEqualTypeOf<"CounterNotification">();
        told.push(notification);
      },
    });
    route("CounterNotification", { value: 3 });
    expect(told).toEqual([{ method: "CounterNotification", params: { value: 3 } }, 3]);
  });

  it("reports unknown names, such as those of Object.prototype", () => {
    const unknown: unknown[] = [];
    const route = notificationRouter(arithmetic, {
      onUnknown: (method, params) => unknown.push([method, params]),
    });
    route("toString", [1]);
    route("__proto__", undefined);
    expect(unknown).toEqual([
      ["toString", [1]],
      ["__proto__", {}],
    ]);
  });

  it("keeps params that break their declaration from the listeners", () => {
    const told: unknown[] = [];
    const listeners = { CounterNotification: () => told.push("called") };
    const onInvalid = (method: string, faults: unknown) => told.push([method, faults]);
    notificationRouter(arithmetic, { listeners, onInvalid })("CounterNotification", undefined);
    expect(told).toEqual([["CounterNotification", [{ path: "/value", message: "expected a number" }]]]);
    const strict = notificationRouter(arithmetic, { listeners });
    expect(() => strict("CounterNotification", { value: "3" })).toThrow(
      "CounterNotification breaks its declaration: /value: expected a number",
    );
  });
});
