import { createClient, QuestionResolution, type SessionHandle, toMarkdown } from "@aiwhisperer/client";
import { interactive } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { finished, ScriptedModel } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { until } from "./support/until.ts";

const schema = {
  type: "object",
  properties: { name: { type: "string", minLength: 2 } },
  required: ["name"],
};

let server: TestServer;
let clients: ReturnType<typeof createClient>[];
let session: SessionHandle;

const connect = () => {
  const client = createClient({ url: server.wsUrl });
  clients.push(client);
  return client;
};

beforeEach(async () => {
  const model = new ScriptedModel(async function* (request) {
    if (request.messages.at(-1)?.role === "user") return yield* calling(["ask", {}]);
    yield reportResults(request);
    yield finished;
  });
  const ask = tool("ask", { run: async (_, call) => ({ result: await call.ask({ text: "Who?", schema }) }) });
  server = await startTestServer({ models: model.catalog, engine: { tools: [sourceOf(ask)] } });
  clients = [];
  session = await connect().startSession();
  await session.send("go").accepted;
  await until(session, ({ openQuestions }) => openQuestions.length === 1);
});
afterEach(async () => {
  for (const client of clients) client.close();
  await server.stop();
});

describe("a question in the client", () => {
  it("is in the state of every screen, and is resolved on each by the first answer", async () => {
    const screen = await connect().attachSession(session.sessionId);
    const { openQuestions } = await until(screen, ({ openQuestions: open }) => open.length === 1);
    const [{ questionId, text, schema: asked } = { questionId: "" }] = openQuestions;
    expect({ text, asked }).toEqual({ text: "Who?", asked: schema });
    await session.answerQuestion(questionId, { name: "Ann" });
    for (const shown of [session, screen]) {
      const { questions } = await until(shown, ({ openQuestions: open }) => open.length === 0);
      expect(questions).toMatchObject([
        { questionId, outcome: { answer: { name: "Ann" }, resolution: QuestionResolution.Decided } },
      ]);
    }
    await expect(screen.declineQuestion(questionId)).rejects.toMatchObject({
      code: interactive.errors.ToolCallAlreadyResolved.code,
    });
  });

  it("stays open after an answer that does not fit, and can be declined", async () => {
    const { questionId } = session.state.openQuestions[0]!;
    await expect(session.answerQuestion(questionId, { name: "A" })).rejects.toMatchObject({
      code: -32602,
      data: { errors: [{ path: "/answer/name" }] },
    });
    expect(session.state.openQuestions).toHaveLength(1);
    await session.declineQuestion(questionId);
    await until(session, ({ openQuestions }) => openQuestions.length === 0);
    expect(session.state.questions[0]?.outcome).toMatchObject({ declined: true });
  });

  it("is in the document of the conversation, with its answer", async () => {
    expect(toMarkdown(session.state, { title: "T" })).toContain("> The question waits for an answer.");
    await session.answerQuestion(session.state.openQuestions[0]!.questionId, { name: "Ann" });
    await until(session, ({ openQuestions }) => openQuestions.length === 0);
    expect(toMarkdown(session.state, { title: "T" })).toContain(
      'The tool asked:\n\n```\nWho?\n```\n\nThe answer was:\n\n```json\n{\n  "name": "Ann"\n}\n```',
    );
  });
});
