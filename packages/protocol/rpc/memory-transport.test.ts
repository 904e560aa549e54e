import { describe, expect, it } from "vitest";
import { createMemoryTransportPair, type MemoryTransport } from "./memory-transport.ts";

/** Listens and records; resolves with everything that came once the transport has closed. */
function record(
  transport: MemoryTransport,
  onMessage: (text: string) => void = () => {},
): Promise<unknown[]> {
  const came: unknown[] = [];
  return new Promise((resolve) => {
    transport.listen({
      onMessage: (text) => {
        came.push(text);
        onMessage(text);
      },
      onClose: (info) => {
        came.push(info);
        queueMicrotask(() => resolve(came));
      },
    });
  });
}

describe("a pair of memory transports", () => {
  it("delivers in order and never while send runs", async () => {
    const [left, right] = createMemoryTransportPair();
    let isSending = true;
    const came = record(right, () => expect(isSending).toBe(false));
    left.send("1");
    left.send("2");
    left.close(1000, "done");
    left.send("after the close");
    isSending = false;
    expect(await came).toEqual(["1", "2", { code: 1000, reason: "done" }]);
  });

  it("keeps what came before there was a listener", async () => {
    const [left, right] = createMemoryTransportPair();
    left.send("1");
    await Promise.resolve();
    left.send("2");
    left.close(1000, "");
    expect(await record(right)).toEqual(["1", "2", { code: 1000, reason: "" }]);
  });

  it("closes both ends with the code of the one that began, after what the other had sent", async () => {
    const [left, right] = createMemoryTransportPair();
    const cameLeft = record(left);
    const cameRight = record(right);
    right.send("on its way");
    left.close(4401, "unauthenticated");
    left.close(1000, "again");
    expect(await cameRight).toEqual([{ code: 4401, reason: "unauthenticated" }]);
    expect(await cameLeft).toEqual(["on its way", { code: 4401, reason: "unauthenticated" }]);
    right.send("too late");
  });

  it("closes each end once when both begin", async () => {
    const [left, right] = createMemoryTransportPair();
    const came = [record(left), record(right)];
    left.close(4001, "left");
    right.close(4002, "right");
    expect(await Promise.all(came)).toEqual([
      [{ code: 4002, reason: "right" }],
      [{ code: 4001, reason: "left" }],
    ]);
  });

  it("loses what is under way when it is cut", async () => {
    const [left, right] = createMemoryTransportPair();
    const came = [record(left), record(right)];
    left.send("lost");
    right.cut();
    left.send("dropped");
    const broken = [{ code: 1006, reason: "" }];
    expect(await Promise.all(came)).toEqual([broken, broken]);
  });

  it("refuses a second listener", () => {
    const [left] = createMemoryTransportPair();
    left.listen({ onMessage: () => {}, onClose: () => {} });
    expect(() => left.listen({ onMessage: () => {}, onClose: () => {} })).toThrow("has a listener already");
  });
});
