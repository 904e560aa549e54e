import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { expect, it } from "vitest";
import { spawnServer, startServing } from "../cli/spawn-server.ts";
import { makeTemporaryFolder } from "../cli/temporary-folder.ts";
import { guarded, startAuthorizationServer } from "../edges/support/authorization-server.ts";
import { currentServers } from "../edges/support/current-server.ts";
import { listText, replayed, toolText } from "../edges/support/replay.ts";
import { serveWeb } from "../edges/support/web-server.ts";
import { findBarriers } from "./accessibility/axe.ts";
import { describeInBrowser } from "./describe-in-browser.ts";

async function startServerWithTools() {
  const config = join(await makeTemporaryFolder(), "mcp.json");
  const good = { ...replayed({ pages: [listText(toolText("a"), "7")] }), colour: true };
  await writeFile(
    config,
    JSON.stringify({ mcpServers: { good, odd: { url: "ftp://x" }, off: { disabled: true } } }),
  );
  const server = await spawnServer(["--mcp-config", config, "--log-level", "info"]);
  await server.cli.waitFor(/"name":"good","state":"ready"/, "stderr");
  return {
    url: server.url,
    async stop() {
      await server.stop();
    },
  };
}

describeInBrowser("the servers that tools come from", startServerWithTools, (suite) => {
  it("are in a dialog of the page, each with its state and what needs attention", async () => {
    const { page } = await suite.openPage();
    await page.getByRole("button", { name: "Tool servers" }).click();
    const dialog = page.getByRole("dialog", { name: "Tool servers" });
    const items = dialog.locator("ul.divide-y > li");
    await items.first().waitFor();
    expect(await items.count()).toBe(3);
    const [good, odd, off] = await items.allInnerTexts();
    expect(good).toMatch(/good\s+ready\s+1 tool · since/);
    expect(good).toContain("Left out: #2, because its entry in the list is no object.");
    expect(good).toContain("Configuration: mcpServers.good.colour: is unknown and has no effect.");
    expect(odd).toMatch(/not configured correctly.*must be an http or https address/s);
    expect(off).toContain("disabled");
    expect(await findBarriers(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  it("are in the page for admins, which starts one again after a question", async () => {
    const { page } = await suite.openPage(`${suite.server.url}/admin#tool-servers`);
    const row = page.locator("tbody tr", { hasText: "good" });
    await row.getByText("ready").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await page.getByRole("button", { name: "Restart odd" }).isDisabled()).toBe(true);
    await row.getByRole("button", { name: "Restart good" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Restart" }).click();
    await row.getByRole("cell", { name: "1", exact: true }).nth(1).waitFor();
    await row.getByText("ready").waitFor();
  });

  it("that need a sign-in have a link, which leads to their tools", async () => {
    const authorization = await startAuthorizationServer({});
    const handler = createMcpHandler(currentServers());
    const web = await serveWeb(guarded(authorization, (request) => handler.fetch(request)));
    const config = join(await makeTemporaryFolder(), "mcp.json");
    await writeFile(config, JSON.stringify({ mcpServers: { guarded: { url: `${web.url}/mcp` } } }));
    const server = await startServing(["--mcp-config", config, "--log-level", "info"]);
    await server.cli.waitFor(/"state":"sign-in"/, "stderr");
    const { page } = await suite.openPage(server.url);
    await page.getByRole("button", { name: "Tool servers" }).click();
    const link = page.getByRole("dialog", { name: "Tool servers" }).getByRole("link");
    const [tab] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
    await tab.getByText(/close this/i).waitFor();
    await server.cli.waitFor(/"name":"guarded","state":"ready"/, "stderr");
  });
});
