import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

const DESK = join(import.meta.dirname, "../edges/support/desk-stdio-server.ts");

/** A server with an MCP server that has prompts. */
async function startPromptServer(): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-e2e-mcp-"));
  const file = join(folder, "mcp.json");
  const desk = { command: process.execPath, args: [DESK] };
  await writeFile(file, JSON.stringify({ mcpServers: { desk } }));
  const server = await startServerProcess({ args: ["--mcp-config", file] });
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

describeInBrowser("prompts of tool servers in a browser", startPromptServer, (suite) => {
  it("are filled in at the composer, behind what is written there, and sent as a message", async () => {
    const chat = await suite.openPage();
    const { page, composer } = chat;
    const menu = page.getByRole("button", { name: "Prompts" });
    // The tool server is connected to in the background.
    await expect.poll(() => page.reload().then(() => menu.count())).toBe(1);
    await composer.fill("Please:");
    await menu.click();
    await page.getByRole("button", { name: /^Review/ }).click();
    await page.getByLabel(/^file/).fill("my file.ts");
    await page.getByRole("button", { name: "Insert" }).click();
    await expect.poll(() => composer.inputValue()).toBe("Please:\n\nReview my file.ts, in a kind tone.");
    await composer.press("Enter");
    await page.locator('[data-row="user"]').getByText("Review my file.ts, in a kind tone.").waitFor();
  });
});
