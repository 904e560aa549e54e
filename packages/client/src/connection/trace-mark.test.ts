import { describe, expect, it } from "vitest";
import { createTraceMark } from "./trace-mark.ts";

const TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const faults: unknown[] = [];
const mark = createTraceMark({
  traceparent: () => TRACEPARENT,
  onFault: (error) => faults.push(error),
});

describe("the mark of a request's trace", () => {
  it("keeps the program's own members of the request", () => {
    expect(mark({ a: 1 })).toEqual({ a: 1, _meta: { traceparent: TRACEPARENT } });
    expect(mark({ _meta: { of: "mine" } })).toEqual({ _meta: { of: "mine", traceparent: TRACEPARENT } });
  });

  it("never replaces one that is there", () => {
    const params = { _meta: { traceparent: "another" } };
    expect(mark(params)).toBe(params);
  });

  it.each([[["by position"]], ["text"], [undefined], [null], [{ _meta: "no object" }]])(
    "is left out where there is no place for it: %j",
    (params) => {
      expect(mark(params)).toBe(params);
    },
  );

  it("is left out without a trace, and after a failure, which is reported", () => {
    const params = { a: 1 };
    expect(createTraceMark({ traceparent: () => undefined, onFault: () => {} })(params)).toBe(params);
    const fault = new Error("no tracer");
    const failing = createTraceMark({
      traceparent: () => {
        throw fault;
      },
      onFault: (error) => faults.push(error),
    });
    expect(failing(params)).toBe(params);
    expect(faults).toEqual([fault]);
  });
});
