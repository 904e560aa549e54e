import { createClient } from "@aiwhisperer/client";
import { expect, it } from "vitest";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";
import { startTestServer } from "../support/server.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { webAppFolder } from "./web-app.ts";

const turns = 60;

/** A server with a conversation of many turns. */
async function startServerWithConversation() {
  const model = new ScriptedModel(async function* (_request, step) {
    yield { type: "delta", channel: "analysis", text: `Thought ${step}.` };
    yield* [said(`Answer number ${step}.\n\n${"Some more words. ".repeat(60)}`), finished];
  });
  const server = await startTestServer({ models: model.catalog, server: { webAppFolder } });
  const client = createClient({ url: server.wsUrl });
  const session = await client.startSession();
  for (let turn = 1; turn <= turns; turn++) await session.send(`Question ${turn}`).result;
  client.close();
  return { ...server, sessionId: session.sessionId };
}

describeInBrowser("a printed conversation", startServerWithConversation, (suite) => {
  it("has every entry, unfolded, on as many pages as it takes, and the page is as before afterwards", async () => {
    const { page } = await suite.openPage(`${suite.server.url}/#/s/${suite.server.sessionId}`);
    await page.getByText(`Answer number ${turns}.`).waitFor();
    const shown = (text: string) =>
      page.getByRole("log").getByText(text, { exact: true }).filter({ visible: true });
    const rowsBefore = await page.locator("[data-row]").count();
    expect(rowsBefore).toBeLessThan(turns);
    const pdf = await page.pdf({ format: "A4" });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(8);

    await page.emulateMedia({ media: "print" });
    await shown("Answer number 1.").waitFor();
    for (const turn of [1, turns / 2, turns]) {
      expect(await shown(`Thought ${turn}.`).count()).toBe(1);
      expect(await shown(`Question ${turn}`).count()).toBe(1);
    }
    expect(await page.getByRole("textbox", { name: "Message" }).isVisible()).toBe(false);
    expect(await page.getByRole("navigation").isVisible()).toBe(false);
    await page.emulateMedia({ media: "screen" });
    await shown("Answer number 1.").waitFor({ state: "detached" });
    expect(await page.getByRole("textbox", { name: "Message" }).isVisible()).toBe(true);
  });
});
