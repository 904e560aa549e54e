import { describe, expect, it } from "vitest";
import { ownTimeOf } from "../../../../../tests/support/own-time.ts";
import type { Clock } from "../../kit/clock.ts";
import type { ModelMessage, StepPart, StepRequest } from "../model.ts";
import { createDemoModel } from "./demo-model.ts";

type Options = Partial<Pick<StepRequest, "system" | "signal">> & {
  readonly before?: readonly ModelMessage[];
};

function stepOf(text: string, { before = [], ...rest }: Options = {}): StepRequest {
  const messages: ModelMessage[] = [...before, { role: "user", text }];
  return { messages, tools: [], signal: new AbortController().signal, ...rest };
}

async function ask(text: string, options?: Options): Promise<StepPart[]> {
  const parts: StepPart[] = [];
  for await (const part of createDemoModel({ paceMs: 0 }).stream(stepOf(text, options))) parts.push(part);
  return parts;
}

function textOf(parts: readonly StepPart[], channel = "final"): string {
  return parts.map((part) => (part.type === "delta" && part.channel === channel ? part.text : "")).join("");
}

async function answerTo(text: string, options?: Options): Promise<string> {
  return textOf(await ask(text, options));
}

/** A clock whose timers run when the test says so. */
function createManualClock() {
  const timers = new Map<number, { delayMs: number; callback: () => void }>();
  let ids = 0;
  const clock: Clock = {
    now: () => 0,
    monotonic: () => 0,
    setTimer(delayMs, callback) {
      const id = ids++;
      timers.set(id, { delayMs, callback });
      return { refresh: () => undefined, cancel: () => void timers.delete(id) };
    },
  };
  const fire = (): number | undefined => {
    const [first] = timers;
    if (first === undefined) return undefined;
    timers.delete(first[0]);
    first[1].callback();
    return first[1].delayMs;
  };
  return { clock, fire, pending: () => timers.size };
}

describe("the demonstration model", () => {
  it("says that it is no AI when it is greeted, asked who it is, or asked what it cannot answer", async () => {
    for (const text of ["Hello!", "Who are you?", "Why is the sky blue?", "help"]) {
      expect(await answerTo(text)).toMatch(/demonstration model/);
      expect(await answerTo(text)).toMatch(/no AI/);
    }
  });

  it("understands every line of its own help", async () => {
    const usages = [...(await answerTo("help")).matchAll(/^- `([^`]+)` –/gm)].map(([, usage]) => usage ?? "");
    expect(usages.length).toBeGreaterThan(10);
    for (const usage of usages) expect(await answerTo(usage), usage).not.toMatch(/I cannot answer that/);
  });

  it("streams the same parts for the same step", async () => {
    expect(await ask("long")).toEqual(await ask("long"));
  });

  it("speaks in many small deltas, none empty, that join to the text", async () => {
    const parts = await ask("repeat one two  three\n\nfour");
    const deltas = parts.filter((part) => part.type === "delta");
    expect(deltas.map((delta) => delta.text)).toEqual(["one ", "two  ", "three\n\n", "four"]);
  });

  it("cuts a text without spaces into pieces but never inside a character", async () => {
    const text = "😀".repeat(100);
    const deltas = (await ask(`repeat ${text}`)).filter((part) => part.type === "delta");
    expect(deltas.length).toBeGreaterThan(3);
    expect(deltas.every((delta) => delta.text.isWellFormed())).toBe(true);
    expect(deltas.map((delta) => delta.text).join("")).toBe(text);
  });

  it("ends with one finish that counts words as tokens", async () => {
    const parts = await ask("repeat a b c", { system: "Be brief." });
    expect(parts.at(-1)).toEqual({
      type: "finish",
      reason: "stop",
      usage: { inputTokens: 6, outputTokens: 3, totalTokens: 9 },
    });
    expect(parts.filter((part) => part.type === "finish" || part.type === "fault")).toHaveLength(1);
  });

  it("answers from the history what was said first and last", async () => {
    const before: ModelMessage[] = [
      { role: "user", text: "My cat is called Minka." },
      { role: "assistant", text: "Noted." },
      { role: "user", text: "My dog is called Rex." },
      { role: "assistant", text: "Noted too." },
    ];
    expect(await answerTo("What did I say first?", { before })).toContain("> My cat is called Minka.");
    expect(await answerTo("What did I say before?", { before })).toContain("> My dog is called Rex.");
    expect(await answerTo("How many messages did I send?", { before })).toBe(
      "You have sent 3 messages, this one counted, and I have given 2 answers.",
    );
    expect(await answerTo("What did I say first?")).toMatch(/^Nothing/);
  });

  it("shows whether there is a system prompt, and how it begins", async () => {
    expect(await answerTo("What is your system prompt?")).toMatch(/no system prompt/);
    expect(await answerTo("What is your system prompt?", { system: "Answer in French." })).toContain(
      "> Answer in French.",
    );
  });

  it("quotes what it does not understand", async () => {
    expect(await answerTo("The moon\nis far.")).toContain("> The moon\n> is far.");
  });

  it("shows Markdown with headings, lists, a table, a quotation, inline code and a code block with its language", async () => {
    const text = await answerTo("markdown");
    for (const pattern of [
      /^# /m,
      /^## /m,
      /^- \[x\] /m,
      /^1\. /m,
      /^\| :--- /m,
      /^> /m,
      /`inline code`/,
      /^```typescript$/m,
    ]) {
      expect(text).toMatch(pattern);
    }
  });

  it("shows code in the language asked for, and in TypeScript when it knows no other", async () => {
    expect(await answerTo("show me some python code")).toContain("```python\n");
    expect(await answerTo("code in rs")).toContain("```rust\n");
    expect(await answerTo("code cobol")).toMatch(/no sample in that language[\s\S]*```typescript\n/);
  });

  it("counts, and writes exactly the number of words asked for, within bounds", async () => {
    expect(await answerTo("Please count to 5")).toBe("1, 2, 3, 4, 5.");
    const wordsOf = async (text: string) => (await answerTo(text)).split(/\s+/).length;
    expect(await wordsOf("write 250 words about cats")).toBe(250);
    expect(await wordsOf("99999999 words")).toBe(10_000);
    expect(await wordsOf("tell me a long story")).toBe(600);
    expect((await ask("long")).at(-1)).toMatchObject({ usage: { outputTokens: 600 } });
  });

  it("thinks on the analysis channel before it answers", async () => {
    const parts = await ask("think, then count to 2");
    expect(textOf(parts, "analysis")).toMatch(/First I read the newest message/);
    expect(textOf(parts)).toBe("1, 2.");
    const channels = parts.map((part) => (part.type === "delta" ? part.channel : part.type));
    expect(channels.lastIndexOf("analysis")).toBeLessThan(channels.indexOf("final"));
  });

  it("fails on request as a provider would", async () => {
    expect(await ask("fail with 429")).toEqual([
      {
        type: "fault",
        fault: expect.objectContaining({ code: "rate_limited", retryable: true, retryAfterMs: 2000 }),
      },
    ]);
    expect(await ask("fail with a 401 error")).toEqual([
      { type: "fault", fault: expect.objectContaining({ code: "unauthenticated", retryable: false }) },
    ]);
    expect(await ask("fail")).toEqual([
      { type: "fault", fault: expect.objectContaining({ code: "provider_error" }) },
    ]);
  });

  it("fails half way with the text that it had", async () => {
    const parts = await ask("fail half way");
    expect(textOf(parts)).toMatch(/^This answer has a beginning/);
    expect(parts.at(-1)).toMatchObject({ type: "fault", fault: { code: "stream_cut" } });
  });

  it("does not take a pasted error report for a request to fail", async () => {
    const parts = await ask("Error: cannot find module 'left-pad'");
    expect(parts.at(-1)).toMatchObject({ type: "finish" });
  });

  it("pauses before every word, eight times longer when asked to go slowly", async () => {
    for (const [text, expected] of [
      ["count to 3", [10, 10, 10]],
      ["count slowly to 3", [80, 80, 80]],
    ] as const) {
      const { clock, fire, pending } = createManualClock();
      const stream = createDemoModel({ clock, paceMs: 10 }).stream(stepOf(text))[Symbol.asyncIterator]();
      const pauses: (number | undefined)[] = [];
      for (;;) {
        const next = stream.next();
        if (pending() > 0) pauses.push(fire());
        const { value } = await next;
        if (value?.type === "finish") break;
      }
      expect(pauses).toEqual(expected);
    }
  });

  it("ends at once and leaves no timer when the signal aborts in a pause", async () => {
    const { clock, pending } = createManualClock();
    const abort = new AbortController();
    const stream = createDemoModel({ clock, paceMs: 10 }).stream(stepOf("long", { signal: abort.signal }));
    const next = stream[Symbol.asyncIterator]().next();
    expect(pending()).toBe(1);
    abort.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(pending()).toBe(0);
  });

  it("says nothing when the signal has aborted already", async () => {
    expect(await ask("long", { signal: AbortSignal.abort() })).toEqual([]);
  });

  it("answers a message of a million characters without searching all of it", async () => {
    const usedMs = await ownTimeOf(async () =>
      expect(await answerTo(`what ${" ".repeat(500_000)}${"1 ".repeat(250_000)}`)).toMatch(/You wrote/),
    );
    expect(usedMs).toBeLessThan(2000);
  });
});
