import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@aiwhisperer/client";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { startCli } from "../cli/cli-process.ts";
import { type SpawnedServer, startServing } from "../cli/spawn-server.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { createDesk } from "./support/desk-server.ts";
import { serveWeb } from "./support/web-server.ts";

/** AIWhisperer with an MCP server `desk` that has prompts. */
async function serveDesk(): Promise<SpawnedServer> {
  const handler = createMcpHandler(createDesk);
  const { url } = await serveWeb((request) => handler.fetch(request));
  const file = join(await temporaryFolder(), "mcp.json");
  await writeFile(file, JSON.stringify({ mcpServers: { desk: { url: `${url}/mcp` } } }));
  const server = await startServing(["--mcp-config", file, "--log-level", "info"]);
  await server.cli.waitFor(/"name":"desk","state":"ready"/, "stderr");
  return server;
}

function connect({ url }: SpawnedServer) {
  const client = createClient({ url: `${url.replace("http", "ws")}/ws`, userId: "ann" });
  onTestFinished(() => void client.close());
  return client;
}

describe("the prompts of MCP servers", () => {
  it("are listed with their arguments, and filled in", async () => {
    const { rpc } = connect(await serveDesk());
    expect(await rpc.listPrompts()).toEqual({
      prompts: [
        {
          name: "desk.review",
          title: "Review",
          description: "Reviews a file",
          arguments: [
            { name: "file", description: "What to read", required: true },
            { name: "tone", required: false },
          ],
        },
        { name: "desk.pair", description: "An example", arguments: [] },
      ],
    });
    expect(await rpc.getPrompt({ name: "desk.review", arguments: { file: "a.ts" } })).toEqual({
      text: "Review a.ts, in a kind tone.",
    });
    expect(await rpc.getPrompt({ name: "desk.pair" })).toEqual({
      text: "User: Ping?\n\nAssistant: Pong \ufffd.\n\nUser: [image: image/png]",
    });
  });

  it("that cannot be used are refused with the reason", async () => {
    const { rpc } = connect(await serveDesk());
    await expect(rpc.getPrompt({ name: "attic.review" })).rejects.toMatchObject({
      code: -32_013,
      data: { name: "attic.review", reason: expect.stringMatching(/no MCP server of that name/) },
    });
    await expect(rpc.getPrompt({ name: "desk.review" })).rejects.toMatchObject({
      code: -32_013,
      message: expect.stringMatching(/^The prompt desk\.review cannot be used: the MCP server desk answered/),
    });
  });

  it("are listed and sent at a terminal", async () => {
    const { url } = await serveDesk();
    const chat = startCli(["chat", "--url", url, "--interactive"]);
    chat.write("/prompts\n");
    await chat.waitFor(/^ {2}desk\.review file= \[tone=\] +Reviews a file$/m);
    chat.write("/prompt\n");
    await chat.waitFor(/Name a prompt and its values/);
    chat.write('/prompt desk.review file="my file.ts" tone=stern\n');
    await chat.waitFor(/Review my file\.ts, in a stern tone\./);
    chat.end("/quit\n");
    expect((await chat.ended).code).toBe(0);
  });
});
