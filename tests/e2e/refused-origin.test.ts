import { expect, it } from "vitest";
import { startTestServer } from "../support/server.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startLineGate } from "./line-gate.ts";
import { buildWebApp, webAppFolder } from "./web-app.ts";

async function startBehindProxy() {
  await buildWebApp();
  const server = await startTestServer({ server: { webAppFolder } });
  const gate = await startLineGate(server.port, { renamesHost: true });
  return {
    ...server,
    gate,
    direct: server.url,
    url: gate.url,
    async stop() {
      await gate.stop();
      await server.stop();
    },
  };
}

describeInBrowser("a page whose origin the server refuses", startBehindProxy, (suite) => {
  it("says so, with the origin and the option that allows it", async () => {
    const { page } = await suite.openPage();
    const banner = page.getByTestId("connection-banner");
    await banner.getByText("The server refuses this page.").waitFor();
    const text = await banner.innerText();
    expect(text).toContain(`The origin "${suite.server.gate.url}" may not use this server.`);
    expect(text).toContain("--allow-origin");
    await page.getByText("Refused", { exact: true }).first().waitFor();
  });

  it("says so to a person who is signed in as well, instead of asking for another token", async () => {
    const { page } = await suite.openPage();
    await page.evaluate(() => {
      localStorage.setItem("aiwhisperer.user", "ann");
      localStorage.setItem("aiwhisperer.token", "a token");
    });
    await page.reload();
    await page.getByTestId("connection-banner").getByText("The server refuses this page.").waitFor();
    expect(await page.getByLabel("Token or API key").count()).toBe(0);
  });

  it("of another site can read that it is refused, and nothing else", async () => {
    const { page } = await suite.openPage();
    await page.goto(suite.server.gate.url.replace("127.0.0.1", "localhost"));
    // The page's own policy lets it ask no other server; a page without one is asked from.
    const answers = await page.evaluate(async (direct) => {
      const ask = async (path: string, init?: RequestInit) => {
        try {
          const response = await fetch(`${direct}${path}`, init);
          return `${response.status} ${await response.text()}`;
        } catch {
          return "unreadable";
        }
      };
      return [await ask("/healthz", { method: "POST" }), await ask("/auth/ticket", { method: "POST" })];
    }, suite.server.direct);
    for (const answer of answers) expect(answer).toMatch(/unreadable|^403 The origin/);
  });
});
