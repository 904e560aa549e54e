import { Engine, MemoryEventLog, type ToolAnswer, type ToolQuestion } from "@aiwhisperer/engine";
import { Delivery, QuestionResolution } from "@aiwhisperer/protocol";
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { describe, expect, it, onTestFinished } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { finished, ScriptedModel } from "../support/scripted-model.ts";
import { calling, reportResults } from "../support/scripted-tools.ts";
import { startAskingOverHttp } from "./support/asking-over-http.ts";
import { npmServer, scriptOf, startMcp } from "./support/mcp-rig.ts";

const requestedSchema = {
  type: "object",
  properties: {
    name: { type: "string", title: "Name", minLength: 2 },
    size: { type: "string", enum: ["s", "l"], default: "s" },
  },
  required: ["name"],
};
const FORM = { mode: "form", message: "Who are you?", requestedSchema };
const LINK = { mode: "url", elicitationId: "e1", url: "https://sign.example/in?x=1", message: "Sign in." };

async function startAsking(
  options: Parameters<typeof startMcp>[1] = {},
  env: Readonly<Record<string, string>> = {},
) {
  const rig = startMcp({ asking: scriptOf("asking-server.ts", env) }, options);
  await rig.until("ready");
  return rig;
}

/** The server's tool `ask`, with what a person was asked and what the server got. */
async function elicited(params: object, answer: ToolAnswer, rig?: Awaited<ReturnType<typeof startAsking>>) {
  const server = rig ?? (await startAsking());
  const questions: ToolQuestion[] = [];
  const ask = async (question: ToolQuestion) => {
    questions.push(question);
    return answer;
  };
  const { result } = await server.call("asking.ask", params, { ask });
  return { questions, got: JSON.parse(String(result)) };
}

describe("a server's question", () => {
  it("is declared to be possible, as a form and as a link", async () => {
    const rig = await startAsking();
    const { result } = await rig.call("asking.capabilities");
    expect(JSON.parse(String(result))).toMatchObject({ elicitation: { form: {}, url: {} } });
  });

  it.each<[ToolAnswer, object]>([
    [
      { kind: "answered", answer: { name: "Ann" } },
      { action: "accept", content: { name: "Ann" } },
    ],
    [{ kind: "declined" }, { action: "decline" }],
    [{ kind: "cancelled" }, { action: "cancel" }],
  ])("comes from its call with the server's name, and goes back: %j", async (answer, expected) => {
    const { questions, got } = await elicited(FORM, answer);
    expect(questions).toMatchObject([
      { text: "The MCP server asking asks:\n\nWho are you?", schema: requestedSchema },
    ]);
    expect(got).toEqual(expected);
  });

  it.each<[string, object, object]>([
    [
      "no mode and a null beside",
      { message: "?", requestedSchema, _meta: null, mode: null },
      requestedSchema,
    ],
    [
      "an optional field as models of data write it",
      {
        message: "?",
        requestedSchema: {
          type: "object",
          title: "Form",
          properties: { a: { anyOf: [{ type: "string" }, { type: "null" }], default: null, title: "A" } },
        },
      },
      { properties: { a: { type: "string", title: "A" } } },
    ],
    [
      "a field that no form has",
      { message: "?", requestedSchema: { type: "object", properties: { a: { type: "object" } } } },
      { properties: {} },
    ],
    ["no schema", { message: "?" }, { type: "object", properties: {} }],
  ])("is asked although the library would refuse it: %s", async (_, params, schema) => {
    const { questions, got } = await elicited(params, { kind: "answered", answer: {} });
    expect(questions).toMatchObject([{ schema }]);
    expect(got).toEqual({ action: "accept", content: {} });
  });

  it("about a link shows it whole with its host, and asks for nothing but yes or no", async () => {
    const { questions, got } = await elicited(LINK, { kind: "answered", answer: {} });
    expect(questions[0]?.text).toContain("at sign.example:\n\nhttps://sign.example/in?x=1\n\nSign in.");
    expect(questions[0]?.schema).toEqual({ type: "object", properties: {} });
    expect(got).toEqual({ action: "accept" });
  });

  it("about a link that is no address of the web reaches no one", async () => {
    const { questions, got } = await elicited({ ...LINK, url: "file:///etc/passwd" }, { kind: "declined" });
    expect(questions).toEqual([]);
    expect(got).toMatchObject({ error: { code: -32602 } });
  });

  it("has none of the server's credentials", async () => {
    const token = "s3cr3t-t0k3n-of-the-server";
    const rig = await startAsking({}, { API_TOKEN: token });
    const { questions } = await elicited(
      { ...FORM, message: `Is ${token} yours?` },
      { kind: "declined" },
      rig,
    );
    expect(questions[0]?.text).not.toContain(token);
  });

  it("goes to the newest of the calls that run, and is cancelled where none runs", async () => {
    const rig = await startAsking();
    const over = new AbortController();
    const waiting = rig.call(
      "asking.wait",
      {},
      { signal: over.signal, ask: () => Promise.reject(new Error()) },
    );
    const { got } = await elicited(FORM, { kind: "declined" }, rig);
    expect(got).toEqual({ action: "decline" });
    over.abort();
    await waiting;
    await rig.call("asking.late", FORM);
    const { result } = await rig.call("asking.answered");
    expect(JSON.parse(String(result))).toEqual({ action: "cancel" });
  });

  it("reaches no other session: where calls of several run, a question that names none is refused", async () => {
    const rig = await startAsking();
    const over = new AbortController();
    const asked: ToolQuestion[] = [];
    const ask = async (question: ToolQuestion): Promise<ToolAnswer> => {
      asked.push(question);
      return { kind: "declined" };
    };
    const waiting = rig.call("asking.wait", {}, { signal: over.signal, sessionId: "of-ann", ask });
    const { result } = await rig.call("asking.ask", FORM, { sessionId: "of-bob", ask });
    expect(JSON.parse(String(result))).toMatchObject({
      error: { message: expect.stringContaining("Calls of several sessions are running") },
    });
    expect(asked).toEqual([]);
    over.abort();
    await waiting;
  });

  it("that the server takes back is taken back from the person", async () => {
    const rig = await startAsking();
    const takenBack = Promise.withResolvers<void>();
    const ask = async ({ signal }: ToolQuestion): Promise<ToolAnswer> => {
      signal?.addEventListener("abort", () => takenBack.resolve());
      await takenBack.promise;
      return { kind: "cancelled" };
    };
    await rig.call("asking.retract", FORM, { ask });
    await takenBack.promise;
  });
});

describe("a question of a server of revision 2026-07-28", () => {
  it.each<[ToolAnswer, string]>([
    [{ kind: "answered", answer: { name: "Ann", size: "s" } }, '{"name":"Ann","size":"s"}'],
    [{ kind: "declined" }, "not accepted"],
  ])("is answered by a repetition of the call: %j", async (answer, expected) => {
    const rig = startMcp({ asking: scriptOf("current-asking-server.ts") });
    await rig.until("ready");
    const questions: ToolQuestion[] = [];
    const ask = async (question: ToolQuestion) => {
      questions.push(question);
      return answer;
    };
    expect(await rig.call("asking.ask", {}, { ask })).toMatchObject({ result: expected });
    expect(questions.map(({ text }) => text)).toEqual(["The MCP server asking asks:\n\nWho are you?"]);
  });
});

describe("questions of two calls at once", () => {
  it.each([
    [
      "a server of revision 2026-07-28",
      async () => scriptOf("current-asking-server.ts"),
      ["ask", "askTitle"],
    ],
    ["an older server over HTTP", async () => ({ url: await startAskingOverHttp() }), ["ask", "ask"]],
  ] as const)("of %s are asked each by its own call", async (_, start, tools) => {
    const rig = startMcp({ asking: await start() });
    await rig.until("ready");
    const askedBy = async (index: 0 | 1, message: string) => {
      const questions: string[] = [];
      const ask = async ({ text }: ToolQuestion): Promise<ToolAnswer> => {
        questions.push(text);
        return { kind: "declined" };
      };
      const sessionId = `session-${index}`;
      await rig.call(`asking.${tools[index]}`, { ...FORM, message }, { ask, sessionId });
      return questions;
    };
    expect(await Promise.all([askedBy(0, "Who are you?"), askedBy(1, "Which title?")])).toEqual([
      ["The MCP server asking asks:\n\nWho are you?"],
      ["The MCP server asking asks:\n\nWhich title?"],
    ]);
  });
});

describe("an open question of a server over HTTP", () => {
  it("outlives the time that Node's own fetch waits for a silent answer", async () => {
    const before = getGlobalDispatcher();
    const impatient = new Agent({ bodyTimeout: 50, headersTimeout: 50 });
    setGlobalDispatcher(impatient);
    onTestFinished(() => setGlobalDispatcher(before));
    const url = await startAskingOverHttp();
    const rig = startMcp({ asking: { url } });
    await rig.until("ready");
    const silent = fetch(url, {
      method: "POST",
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call" }),
    }).then((response) => response.text());
    const ask = async (): Promise<ToolAnswer> => {
      await expect(silent).rejects.toThrow();
      return { kind: "answered", answer: { name: "Ann" } };
    };
    const { result } = await rig.call("asking.ask", FORM, { ask });
    expect(JSON.parse(String(result))).toEqual({ action: "accept", content: { name: "Ann" } });
  });
});

describe("a server's question in a session", () => {
  /** An engine with one MCP server, whose model calls a tool in every turn. */
  async function rigOf(server: object, call: readonly [string, unknown], clock?: ManualClock) {
    const mcp = startMcp({ asking: server });
    await mcp.until("ready");
    const model = new ScriptedModel(async function* (request) {
      if (request.messages.at(-1)?.role === "user") return yield* calling(call);
      yield reportResults(request);
      yield finished;
    });
    const engine = new Engine({
      log: new MemoryEventLog(),
      models: model.catalog,
      tools: mcp.servers.sources,
      toolPolicies: { read: "allow", write: "allow", execute: "allow", tools: new Map() },
      ...(clock === undefined ? {} : { clock }),
    });
    const recorder = new EventRecorder();
    engine.delegates.register(recorder);
    await engine.start();
    const session = await engine.startSession({ ownerId: "ann", userLabel: "Ann", params: {} });
    await session.conversation.send({ message: "go", delivery: Delivery.Queue });
    const asked = () =>
      recorder.sessionEvents.flatMap((event) =>
        event.method === "QuestionNotification" ? [event.params] : [],
      );
    await recorder.until(() => asked().length > 0);
    const questionId = asked()[0]?.questionId ?? "";
    return { engine, session, recorder, questionId, asked };
  }

  it("is answered with defaults, and the time of the call does not run meanwhile", async () => {
    const clock = new ManualClock();
    const it = await rigOf(scriptOf("asking-server.ts"), ["asking.ask", FORM], clock);
    await clock.timerOf(3_600_000);
    clock.advance(3_000_000);
    const value = { name: "Ann" };
    await it.session.conversation.answerQuestion({
      questionId: it.questionId,
      answer: { value },
      answeredBy: "ann",
    });
    await it.recorder.turnsEnded();
    expect(JSON.parse(JSON.parse(it.recorder.answerText))).toEqual({
      action: "accept",
      content: { name: "Ann", size: "s" },
    });
    await it.engine.close();
  });

  it("of the reference server is one that every kind of field of which can be answered", async () => {
    const server = { command: process.execPath, args: [npmServer("server-everything")] };
    const it = await rigOf(server, ["asking.trigger-elicitation-request", {}]);
    expect(it.asked()[0]?.text).toMatch(/^The MCP server asking asks:/);
    const { session, questionId } = it;
    await session.conversation.answerQuestion({
      questionId,
      answer: { value: { name: "Ann" } },
      answeredBy: "ann",
    });
    await it.recorder.turnsEnded();
    expect(it.recorder.answerText).toContain("Ann");
    expect(
      it.recorder.sessionEvents.flatMap((event) =>
        event.method === "QuestionResolvedNotification" ? [event.params.resolution] : [],
      ),
    ).toEqual([QuestionResolution.Decided]);
    await it.engine.close();
  });
});
