import { expect, it } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startServerProcess } from "./server-process.ts";

const startAsking = () => startServerProcess({ asksForToken: true });

describeInBrowser("a page of a server that asks for its data folder's token", startAsking, (suite) => {
  it("explains in a page without a token how to get in, and takes a pasted one", async () => {
    const { page } = await suite.openPage();
    await page.getByLabel("Token or API key").waitFor();
    expect(await page.locator("main").innerText()).toContain("npx aiwhisperer open");
  });

  it("signs in by the printed address, once, and stays signed in over reload, new tab and restart until it signs out", async () => {
    const { page } = await suite.openPage(suite.server.startAddress());
    await page.getByText("Connected").waitFor();
    expect(page.url()).not.toContain("ticket");
    await page.reload();
    await page.getByText("Connected").waitFor();
    const tab = await page.context().newPage();
    await tab.goto(suite.server.url);
    await tab.getByText("Connected").waitFor();
    await tab.goto(`${suite.server.url}/docs`);
    await tab.getByText("sendUserMessage").first().waitFor();
    await tab.goto(`${suite.server.url}/admin`);
    await tab.getByRole("link", { name: "Connections" }).waitFor();
    await suite.server.kill();
    await suite.server.start();
    await tab.goto(suite.server.url);
    await tab.getByText("Connected").waitFor();
    await tab.getByRole("button", { name: "Signed in as local. Sign out" }).click();
    await tab.getByRole("button", { name: "Sign out", exact: true }).click();
    await tab.getByLabel("Token or API key").waitFor();
    await page.getByLabel("Token or API key").waitFor();
  });

  it("says that a used address signs no one in", async () => {
    const address = suite.server.startAddress();
    const first = await suite.openPage(address);
    await first.page.getByText("Connected").waitFor();
    const second = await suite.openPage(address);
    await second.page.getByText("The token, key or ticket is not valid.").waitFor();
  });
});
