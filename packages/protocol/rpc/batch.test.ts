import { describe, expect, it } from "vitest";
import type { Call } from "./call.ts";
import { createDispatchTable } from "./dispatch-table.ts";
import { createRawEnd } from "./fixtures/raw-end.ts";
import { rawMethod } from "./implement.ts";
import { Peer, type PeerLimits } from "./peer.ts";

function serve(limits: Partial<PeerLimits> = {}) {
  const { raw, transport } = createRawEnd();
  const started: unknown[] = [];
  const gates = new Map<string, PromiseWithResolvers<string>>();
  const openGate = (name: string) => {
    const gate = gates.get(name) ?? Promise.withResolvers<string>();
    gates.set(name, gate);
    return gate;
  };
  const peer: Peer = new Peer({
    transport,
    context: undefined,
    limits,
    table: createDispatchTable<undefined>([
      rawMethod("wait", (params, call: Call<undefined>) => {
        const [name] = params as [string];
        started.push(name);
        call.afterAnswer(() => peer.notify("after", [name]));
        return openGate(name).promise;
      }),
      rawMethod("now", (params, call: Call<undefined>) => {
        started.push(params);
        call.afterAnswer(() => peer.notify("after", params));
        return params;
      }),
    ]),
  });
  return { raw, peer, started, openGate };
}

const now = (id: number) => ({ jsonrpc: "2.0", method: "now", params: [id], id });
const wait = (name: string, id: number) => ({ jsonrpc: "2.0", method: "wait", params: [name], id });

describe("a batch", () => {
  it("is started in order and answered together, in order, before anything that its members cause", async () => {
    const { raw, started, openGate } = serve();
    raw.send([
      wait("a", 1),
      now(2),
      wait("b", 3),
      { jsonrpc: "2.0", method: "now", params: ["note"] },
      now(4),
    ]);
    raw.send(now(5));

    expect(await raw.next()).toMatchObject({ id: 5 });
    expect(await raw.next()).toMatchObject({ method: "after", params: [5] });
    expect(started).toEqual(["a", [2], "b", ["note"], [4], [5]]);
    openGate("b").resolve("second");
    openGate("a").resolve("first");

    expect(await raw.next()).toMatchObject([
      { id: 1, result: "first" },
      { id: 2, result: [2] },
      { id: 3, result: "second" },
      { id: 4, result: [4] },
    ]);
    const after = [await raw.next(), await raw.next(), await raw.next(), await raw.next(), await raw.next()];
    expect(after.map((event) => (event as { params: unknown[] }).params[0])).toEqual([
      2,
      "note",
      4,
      "b",
      "a",
    ]);
    expect(raw.unread).toEqual([]);
  });

  it("does not wait for its notifications", async () => {
    const { raw, openGate } = serve();
    raw.send([{ jsonrpc: "2.0", method: "wait", params: ["note"] }, now(1)]);
    expect(await raw.next()).toMatchObject([{ id: 1 }]);
    expect(await raw.next()).toMatchObject({ method: "after", params: [1] });
    openGate("note").resolve("done");
    expect(await raw.next()).toMatchObject({ method: "after", params: ["note"] });
  });

  it("gets nothing when all its members are notifications", async () => {
    const { raw } = serve();
    raw.send([
      { jsonrpc: "2.0", method: "now", params: ["a"] },
      { jsonrpc: "2.0", method: "nothing" },
    ]);
    raw.send(now(1));
    expect(await raw.next()).toMatchObject({ method: "after", params: ["a"] });
    expect(await raw.next()).toMatchObject({ id: 1 });
  });

  it("is refused as one above the limit", async () => {
    const { raw, started } = serve({ maxBatch: 2 });
    raw.send([now(1), now(2), now(3)]);
    expect(await raw.next()).toMatchObject({ id: null, error: { code: -32600 } });
    raw.send([now(1), now(2)]);
    expect(await raw.next()).toHaveLength(2);
    expect(started).toEqual([[1], [2]]);
  });

  it("has 64 members at most by default", async () => {
    const { raw } = serve();
    raw.send(Array.from({ length: 65 }, (_, index) => now(index)));
    expect(await raw.next()).toMatchObject({ id: null, error: { code: -32600 } });
    raw.send(Array.from({ length: 64 }, (_, index) => now(index)));
    expect(await raw.next()).toHaveLength(64);
  });

  it("may mix answers, requests and arrays", async () => {
    const { raw, peer } = serve();
    const asked = peer.request("question");
    const { id } = (await raw.next()) as { id: number };
    raw.send([{ jsonrpc: "2.0", id, result: "answer" }, now(7), [], { jsonrpc: "2.0", id: 999, result: 0 }]);
    expect(await raw.next()).toMatchObject([
      { id: 7, result: [7] },
      { id: null, error: { code: -32600 } },
    ]);
    expect(await asked).toBe("answer");
  });
});
