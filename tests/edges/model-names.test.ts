import { createClient } from "@aiwhisperer/client";
import { createModelCatalog } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCli } from "../cli/cli-process.ts";
import { spawnServer } from "../cli/spawn-server.ts";
import { startSseServer } from "../models/sse-server.ts";
import { startTestServer } from "../support/server.ts";

/** A provider that answers with the name of the model that it is asked for. */
async function startNamingProvider() {
  const provider = await startSseServer(({ body, write, response }) => {
    const { model } = body as { model: string };
    const delta = { content: `I am ${model}` };
    write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: null }] })}\n\n`);
    write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\n`);
    write("data: [DONE]\n\n");
    response.end();
  });
  onTestFinished(() => provider[Symbol.asyncDispose]());
  return provider.origin;
}

async function envOf() {
  const origin = await startNamingProvider();
  return { AIWHISPERER_COMPATIBLE_BASE_URL: `${origin}/v1`, OLLAMA_BASE_URL: origin };
}

const NAMES = ["compatible:Qwen 3 8B", "ollama:my model:latest", "compatible:文心 😀", "compatible:a/b c:d"];

describe("a model with spaces in its name", () => {
  it.each(NAMES)("can be chosen for a session, a plan and as the default: %s", async (model) => {
    const server = await startTestServer({
      models: createModelCatalog({ env: await envOf(), defaultModel: model }),
    });
    const client = createClient({ url: server.wsUrl });
    onTestFinished(async () => {
      client.close();
      await server.stop();
    });
    const text = `I am ${model.slice(model.indexOf(":") + 1)}`;
    const { models } = await client.rpc.listModels({});
    expect(models[0]).toMatchObject({ model, usable: true, isDefault: true });
    for (const chosen of [{}, { model }]) {
      const session = await client.startSession(chosen);
      expect(await session.send("who?").result).toMatchObject({ status: TurnStatus.Completed, text });
    }
    const task = { id: "a", kind: "ai_interaction", instructions: "who?", model };
    const { planId } = await client.rpc.startPlan({
      userId: "ann",
      plan: { name: "p", model, tasks: [task] },
    });
    expect(planId).toBeTypeOf("string");
  });

  it("can be named on the command line", async () => {
    const model = "ollama:my model:latest";
    const server = await spawnServer(["--model", ` ${model} `], { env: await envOf() });
    onTestFinished(async () => void (await server.stop()));
    const byDefault = await runCli(["chat", "--url", server.url, "who?"]);
    expect(byDefault).toMatchObject({ code: 0, stdout: "I am my model:latest\n", stderr: "" });
    const named = await runCli(["chat", "--url", server.url, "--model", "compatible:Qwen 3 8B", "who?"]);
    expect(named).toMatchObject({ code: 0, stdout: "I am Qwen 3 8B\n", stderr: "" });
  });

  it("is suggested without the spaces around it", async () => {
    const catalog = createModelCatalog({ env: await envOf(), defaultModel: "demo" });
    for (const id of [" ollama:my model", "ollama: my model", "ollama:my model\n"]) {
      expect(catalog.resolve(id), id).toMatchObject({
        unavailable: expect.stringContaining("“ollama:my model”"),
      });
    }
  });
});
