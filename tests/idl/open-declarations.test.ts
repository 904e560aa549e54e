import { interactive } from "@aiwhisperer/protocol";
import { notificationRouter } from "@aiwhisperer/protocol/rpc";
import { describe, expect, it } from "vitest";
import { compileText, loadGenerated } from "./load-generated.ts";

/** Loads the contract that a client was built with; its server is a newer one. */
async function olderContract(open: "open" | "") {
  const text = `namespace Test {
    enum Tone ${open} { Plain = "plain" }
    enum Size ${open} { Small = 0 }
    message Text { text: string }
    union Part by type ${open} { text: Text }
    message SaidNotification { tone: Tone  size: Size  parts: Part[] }
  }`;
  return (await loadGenerated(compileText(text))).contract;
}

/** Params that a newer server sends: a new text, a new number and a new variant beside a known one. */
const newer = {
  tone: "loud",
  size: 7,
  parts: [
    { type: "text", text: "a" },
    { type: "video", seconds: 3 },
  ],
};

async function receive(open: "open" | "", params: unknown) {
  const received: unknown[] = [];
  const faults: string[] = [];
  const route = notificationRouter(await olderContract(open), {
    onAny: (notification) => received.push(notification),
    onInvalid: (_, found) => faults.push(...found.map(({ path }) => path)),
  });
  route("SaidNotification", params);
  return { received, faults };
}

describe("a client of an older contract", () => {
  it("receives values and variants that it does not know where the contract is open", async () => {
    const { received, faults } = await receive("open", newer);
    expect(received).toEqual([{ method: "SaidNotification", params: newer }]);
    expect(faults).toEqual([]);
  });

  it("reports them where the contract is closed", async () => {
    const { received, faults } = await receive("", newer);
    expect(received).toEqual([]);
    expect(faults).toEqual(["/tone", "/size", "/parts/1/type"]);
  });

  it("of the interactive contract receives new failures and kinds of displays, but no new status", () => {
    const ids = { sessionId: "s", turnId: "t", toolCallId: "c", sequence: 1 };
    const result = { ...ids, result: null, isError: true, failure: 99, display: { kind: 99, text: "" } };
    const { ToolResultNotification, TurnStatusNotification } = interactive.notifications;
    expect(ToolResultNotification.params.faults(result)).toEqual([]);
    expect(ToolResultNotification.params.is(result)).toBe(true);
    const paths = TurnStatusNotification.params.faults({ ...ids, status: 99 }).map(({ path }) => path);
    expect(paths).toContain("/status");
  });

  it("reports values of another kind, and variants that it knows with other fields, in both", async () => {
    const broken = { tone: 1, size: "7", parts: [{ type: "text" }, { type: 4 }, { text: "a" }, null] };
    const paths = ["/tone", "/size", "/parts/0/text", "/parts/1/type", "/parts/2/type", "/parts/3"];
    expect((await receive("open", broken)).faults).toEqual(paths);
    expect((await receive("", broken)).faults).toEqual(paths);
  });
});
