import { describe, expect, it } from "vitest";
import { SlotQueue } from "./slot-queue.ts";

const never = new AbortController().signal;

describe("SlotQueue", () => {
  it("hands a slot that is freed to the one who has waited longest", async () => {
    const queue = new SlotQueue(1);
    const order: string[] = [];
    const release = await queue.take(never);
    const first = queue.take(never).then((releaseFirst) => {
      order.push("first");
      releaseFirst();
    });
    const second = queue.take(never).then(() => order.push("second"));
    release();
    await Promise.all([first, second]);
    expect(order).toEqual(["first", "second"]);
  });

  it("lets owners take turns, however many wait in the line of one", async () => {
    const queue = new SlotQueue(1);
    const order: string[] = [];
    const release = await queue.take(never);
    const take = async (name: string, owner: string): Promise<void> => {
      const free = await queue.take(never, owner);
      order.push(name);
      free();
    };
    const all = [take("a1", "a"), take("a2", "a"), take("a3", "a"), take("b1", "b"), take("c1", "c")];
    release();
    await Promise.all([...all, take("b2", "b")]);
    expect(order).toEqual(["a1", "b1", "c1", "a2", "b2", "a3"]);
  });

  it("grants as many slots as it has without waiting", async () => {
    const queue = new SlotQueue(2);
    await queue.take(never);
    await expect(queue.take(never)).resolves.toBeTypeOf("function");
  });

  it("removes a waiter that aborts from the queue", async () => {
    const queue = new SlotQueue(1);
    const release = await queue.take(never);
    const abort = new AbortController();
    const impatient = queue.take(abort.signal);
    const patient = queue.take(never);
    abort.abort(new Error("enough"));
    await expect(impatient).rejects.toThrow("enough");
    release();
    await expect(patient).resolves.toBeTypeOf("function");
  });

  it("grants no slot to a waiter whose signal has aborted already", async () => {
    await expect(new SlotQueue(1).take(AbortSignal.abort(new Error("late")))).rejects.toThrow("late");
  });
});
