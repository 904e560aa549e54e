import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import type { ChatPage } from "./chat-page.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

/** A server, and the requests that its provider got. */
interface ModelServer extends ServerProcess {
  readonly asked: Readonly<Record<string, unknown>>[];
}

/** A server with a provider that lists 400 models and answers with the name of the one that is asked. */
async function startModelServer(): Promise<ModelServer> {
  const asked: Record<string, unknown>[] = [];
  const data = Array.from({ length: 400 }, (_, index) => ({
    id: `listed-${String(index).padStart(3, "0")}`,
  }));
  const provider = createServer((request, response) => {
    if (request.method === "GET") return void response.end(JSON.stringify({ data }));
    let text = "";
    request.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    request.once("end", () => {
      const body: Record<string, unknown> = JSON.parse(text);
      asked.push(body);
      const chunk = (delta: object, reason: string | null) =>
        `data: ${JSON.stringify({ id: "1", choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`${chunk({ content: `I am ${body.model}.` }, null)}${chunk({}, "stop")}data: [DONE]\n\n`);
    });
  });
  provider.listen(0, "127.0.0.1");
  await once(provider, "listening");
  const { port } = provider.address() as AddressInfo;
  const server = await startServerProcess({ env: { OLLAMA_BASE_URL: `http://127.0.0.1:${port}` } });
  return {
    ...server,
    asked,
    async stop() {
      await server.stop();
      provider.close();
    },
  };
}

describeInBrowser("models in a browser", startModelServer, (suite) => {
  const choose = async ({ page }: ChatPage, words: string, name: string): Promise<void> => {
    await page.getByRole("searchbox", { name: "Search models" }).fill(words);
    await page.getByRole("button", { name }).click();
  };

  it("are searched among hundreds that a provider lists, and changed in the conversation with their settings", async () => {
    const chat = await suite.openPage();
    const { page } = chat;
    await page.getByRole("button", { name: /^Model: .*Choose another$/ }).click();
    await page.getByText("There are more: type a part of the name.").waitFor();
    await choose(chat, "ollama 123", "listed-123");
    await chat.send("Who are you?");
    await chat.answers.last().getByText("I am listed-123.").waitFor();

    await page.getByRole("button", { name: "Conversation menu" }).click();
    await page.getByRole("menuitem", { name: "Model and settings…" }).click();
    const dialog = page.getByRole("dialog", { name: "Model and settings" });
    await dialog.getByRole("button", { name: /^Model: listed-123/ }).click();
    await choose(chat, "listed-321", "listed-321");
    await dialog.getByRole("textbox", { name: /^Temperature/ }).fill("5");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("The temperature is a number from 0 to 2.").waitFor();
    await dialog.getByRole("textbox", { name: /^Temperature/ }).fill("0.5");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("listed-321").waitFor();
    await chat.send("And now?");
    await chat.answers.last().getByText("I am listed-321.").waitFor();
    expect(suite.server.asked.map(({ model, temperature }) => [model, temperature])).toEqual([
      ["listed-123", undefined],
      ["listed-321", 0.5],
    ]);
  });
});
