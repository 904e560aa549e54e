import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@aiwhisperer/client";
import { expect, it, vi } from "vitest";
import { scriptOf } from "../tools/support/mcp-rig.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startServerProcess } from "./server-process.ts";
import { describeTools } from "./tools-page.ts";

const requestedSchema = {
  type: "object",
  properties: {
    name: { type: "string", title: "Your name", minLength: 2 },
    size: { type: "string", enum: ["s", "l"], enumNames: ["Small", "Large"], default: "s" },
    loud: { type: "boolean", title: "Loud" },
    extras: { type: "array", title: "Extras", items: { type: "string", enum: ["x", "y"] } },
  },
  required: ["name"],
};
const MESSAGE = "Who <b>are</b> you? [here](https://evil.example)";
const ASK = `call asking.ask ${JSON.stringify({ mode: "form", message: MESSAGE, requestedSchema })}`;

/** A server with an MCP server that asks. */
async function startAskingServer() {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-e2e-mcp-"));
  const mcpConfig = join(folder, "mcp.json");
  await writeFile(mcpConfig, JSON.stringify({ mcpServers: { asking: scriptOf("asking-server.ts") } }));
  const server = await startServerProcess({ args: ["--mcp-config", mcpConfig] });
  const client = createClient({ url: server.wsUrl });
  await vi.waitFor(
    async () => {
      const { tools } = await client.rpc.listTools({});
      expect(tools.map(({ name }) => name)).toContain("asking.ask");
    },
    { timeout: 20_000 },
  );
  client.close();
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describeInBrowser("the question of a tool", startAskingServer, (suite) => {
  it("is a form that is checked, is answered on one screen, and goes from the other", async () => {
    const chat = await suite.openPage();
    const tools = describeTools(chat);
    await chat.send(ASK);
    await tools.answerByKey("asking.ask", "y");
    const form = chat.page.locator("[data-ask]");
    await form.getByText(MESSAGE).waitFor();
    expect(await form.getByText("The MCP server asking asks:").count()).toBe(1);
    expect(await form.getByRole("heading").innerText()).toBe("asking.ask asks you");
    expect(await form.getByText(/^expires in /).innerText()).toMatch(/^expires in \d+:\d\d min$/);
    expect(await form.locator("a, b").count()).toBe(0);
    const other = await suite.openPage(chat.page.url());
    await other.page.locator("[data-ask]").waitFor();

    await form.getByRole("button", { name: "Answer" }).click();
    await form.getByText("This is required.").waitFor();
    await form.getByLabel("Your name").fill("A");
    await form.getByRole("button", { name: "Answer" }).click();
    await form.getByText("This must have at least 2 characters.").waitFor();
    await form.getByLabel("Your name").fill("Ann");
    expect(await form.getByLabel("size").inputValue()).toBe("s");
    await form.getByLabel("size").selectOption("Large");
    await form.getByLabel("Loud").selectOption("Yes");
    await form.getByLabel("y", { exact: true }).check();
    await form.getByRole("button", { name: "Answer" }).click();
    await form.waitFor({ state: "detached" });
    await other.page.locator("[data-ask]").waitFor({ state: "detached" });
    await tools.whenAnswered('"content":{"name":"Ann","size":"l","loud":true,"extras":["y"]}');
  });

  it("is there again after a reload, and can be declined", async () => {
    const chat = await suite.openPage();
    const tools = describeTools(chat);
    await chat.send(ASK);
    await tools.answerByKey("asking.ask", "y");
    await chat.page.locator("[data-ask]").waitFor();
    await chat.page.reload();
    await chat.page.locator("[data-ask]").getByRole("button", { name: "Decline" }).click();
    await chat.page.locator("[data-ask]").waitFor({ state: "detached" });
    await tools.whenAnswered('"action":"decline"');
  });

  it("keeps what was entered over a reload, and where another screen answers", async () => {
    const chat = await suite.openPage();
    const tools = describeTools(chat);
    await chat.send(ASK);
    await tools.question("asking.ask").getByRole("button", { name: "Allow once" }).click();
    const form = chat.page.locator("[data-ask]");
    await form.getByLabel("Your name").fill("Ann");
    await chat.page.reload();
    expect(await form.getByLabel("Your name").inputValue()).toBe("Ann");
    await form.getByLabel("Your name").press("End");
    await chat.page.keyboard.type("a");
    const other = await suite.openPage(chat.page.url());
    await other.page.locator("[data-ask]").getByRole("button", { name: "Decline" }).click();
    const left = chat.page.locator("[data-left-answer]");
    await left.waitFor();
    await chat.page.keyboard.type("!");
    expect(await left.getByRole("textbox").inputValue()).toBe("name: Anna!");
    expect(await chat.composer.inputValue()).toBe("");
  });
});
