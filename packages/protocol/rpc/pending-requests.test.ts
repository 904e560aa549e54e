import { afterEach, describe, expect, it, vi } from "vitest";
import { RpcError } from "./error.ts";
import { createRawEnd } from "./fixtures/raw-end.ts";
import { Peer, type PeerOptions } from "./peer.ts";
import { RequestFailure } from "./request-failure.ts";

function connect(options: Partial<PeerOptions<undefined>> = {}) {
  const { raw, transport } = createRawEnd();
  return { raw, peer: new Peer({ transport, context: undefined, ...options }) };
}

const failureOf = async (answer: Promise<unknown>) => {
  const [outcome] = await Promise.allSettled([answer]);
  return outcome?.status === "rejected" ? outcome.reason : undefined;
};

afterEach(() => {
  vi.useRealTimers();
});

describe("a request", () => {
  it("resolves with the result that carries its id, whatever the order of the answers", async () => {
    const { raw, peer } = connect();
    const [first, second] = [peer.request("a", { n: 1 }), peer.request("b")];
    expect(await raw.next()).toEqual({ jsonrpc: "2.0", id: 1, method: "a", params: { n: 1 } });
    expect(await raw.next()).toEqual({ jsonrpc: "2.0", id: 2, method: "b" });
    raw.send({ jsonrpc: "2.0", id: 2, result: "of b" });
    raw.send({ jsonrpc: "2.0", id: 1, result: null });
    expect(await second).toBe("of b");
    expect(await first).toBe(null);
  });

  it("rejects with the error that it is answered with", async () => {
    const { raw, peer } = connect();
    const answer = failureOf(peer.request("a"));
    raw.send({ jsonrpc: "2.0", id: 1, error: { code: -5, message: "no", data: [1] } });
    const error = await answer;
    expect(error).toBeInstanceOf(RpcError);
    expect(error).toMatchObject({ code: -5, message: "no", data: [1], isRemote: true });
  });

  it("rejects when what carries its id is no answer", async () => {
    const { raw, peer } = connect();
    const answer = failureOf(peer.request("a"));
    raw.send({ jsonrpc: "2.0", id: 1, error: "no" });
    expect(await answer).toMatchObject({ name: "RequestFailure", reason: "invalid-answer", method: "a" });
  });

  it("rejects when the connection ends, before `closed` resolves, and afterwards at once", async () => {
    const { raw, peer } = connect();
    const order: string[] = [];
    const answer = peer.request("a").catch((error: unknown) => {
      order.push("request");
      return error;
    });
    const closed = peer.closed.then(() => order.push("closed"));
    raw.transport.close(1012, "restarting");
    const error = await answer;
    await closed;
    expect(error).toBeInstanceOf(RequestFailure);
    expect(error).toMatchObject({ reason: "closed", close: { code: 1012, reason: "restarting" } });
    expect(await failureOf(peer.request("b"))).toMatchObject({ reason: "closed", method: "b" });
    expect(order).toEqual(["request", "closed"]);
  });

  it("rejects with the signal's reason, and its late answer is stray", async () => {
    const strays: unknown[] = [];
    const { raw, peer } = connect({ onStrayAnswer: (answer) => strays.push(answer) });
    const controller = new AbortController();
    const answer = failureOf(peer.request("a", undefined, { signal: controller.signal }));
    controller.abort(new Error("enough"));
    expect(await answer).toMatchObject({ message: "enough" });
    raw.send({ jsonrpc: "2.0", id: 1, result: "late" });
    const next = peer.request("b");
    raw.send({ jsonrpc: "2.0", id: 2, result: "fresh" });
    expect(await next).toBe("fresh");
    expect(strays).toEqual([{ kind: "result", id: 1, result: "late" }]);
  });

  it("is not sent when its signal has aborted before", async () => {
    const { raw, peer } = connect();
    const signal = AbortSignal.abort(new Error("enough"));
    expect(await failureOf(peer.request("a", {}, { signal }))).toMatchObject({ message: "enough" });
    const answer = peer.request("b");
    expect(await raw.next()).toMatchObject({ method: "b" });
    raw.send({ jsonrpc: "2.0", id: 1, result: 0 });
    expect(await answer).toBe(0);
  });

  it("rejects after its timeout", async () => {
    vi.useFakeTimers();
    const { raw, peer } = connect();
    const answered = peer.request("a", undefined, { timeoutMs: 50 });
    const late = failureOf(peer.request("b", undefined, { timeoutMs: 50 }));
    raw.send({ jsonrpc: "2.0", id: 1, result: "in time" });
    expect(await answered).toBe("in time");
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(50);
    expect(await late).toMatchObject({ reason: "timeout", method: "b" });
  });

  it("is refused above the limit of requests that wait", async () => {
    const { raw, peer } = connect({ limits: { maxPendingRequests: 1 } });
    const first = peer.request("a");
    expect(await failureOf(peer.request("b"))).toMatchObject({ reason: "too-many-pending" });
    raw.send({ jsonrpc: "2.0", id: 1, result: 0 });
    await first;
    const third = failureOf(peer.request("c"));
    expect(await raw.next()).toMatchObject({ method: "a" });
    expect(await raw.next()).toMatchObject({ method: "c" });
    raw.transport.cut();
    expect(await third).toMatchObject({ reason: "closed", close: { code: 1006 } });
  });

  it("rejects with a TypeError, and waits for nothing, when JSON cannot express its params", async () => {
    const { raw, peer } = connect({ limits: { maxPendingRequests: 1 } });
    expect(await failureOf(peer.request("a", { n: 1n }))).toBeInstanceOf(TypeError);
    expect(await failureOf(peer.request("a", "text"))).toBeInstanceOf(TypeError);
    const answer = peer.request("b");
    const { id } = (await raw.next()) as { id: number };
    raw.send({ jsonrpc: "2.0", id, result: "fine" });
    expect(await answer).toBe("fine");
  });
});

describe("an answer", () => {
  it("that no request waits for is never answered", async () => {
    const strays: unknown[] = [];
    const { raw, peer } = connect({ onStrayAnswer: (answer) => strays.push(answer) });
    raw.send({ jsonrpc: "2.0", id: 7, result: 1 });
    raw.send({ jsonrpc: "2.0", id: "1", error: { code: 1, message: "" } });
    raw.send({ result: 1 });
    const answer = peer.request("a");
    expect(await raw.next()).toMatchObject({ method: "a", id: 1 });
    raw.send({ jsonrpc: "2.0", id: "1", result: "of another type" });
    raw.send({ jsonrpc: "2.0", id: 1, result: "right" });
    expect(await answer).toBe("right");
    expect(strays).toHaveLength(4);
    expect(raw.unread).toEqual([]);
  });
});
