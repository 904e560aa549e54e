import { createClient } from "@aiwhisperer/client";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { finished, ScriptedModel, said } from "../../support/scripted-model.ts";
import { startTestServer } from "../../support/server.ts";
import { describeInBrowser } from "../describe-in-browser.ts";
import { webAppFolder } from "../web-app.ts";
import { hardAnswers } from "./hard-answers.ts";

/** Positions of the conversation that are looked at, of all. */
const samples = 20;

/** A server with all hard answers in one session. */
async function startServerWithHardSession() {
  const model = new ScriptedModel(async function* (_request, step) {
    const text = hardAnswers[step - 1]?.text ?? "";
    for (let start = 0; start < text.length; start += 50_000) yield said(text.slice(start, start + 50_000));
    yield finished;
  });
  const server = await startTestServer({ models: model.catalog, server: { webAppFolder } });
  const client = createClient({ url: server.wsUrl });
  const session = await client.startSession();
  for (const { name } of hardAnswers) await session.send(name).result;
  client.close();
  return { ...server, sessionId: session.sessionId };
}

/** Elements of the conversation that reach beyond it sideways and are in no frame that scrolls. */
function findWide(page: Page): Promise<readonly string[]> {
  return page.getByRole("log").evaluate((log) => {
    const { right } = log.getBoundingClientRect();
    if (log.scrollWidth <= log.clientWidth) return [];
    return [...log.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > right + 1)
      .map((element) => element.outerHTML.slice(0, 120))
      .slice(0, 5);
  });
}

describeInBrowser("a session of answers that are hard to show", startServerWithHardSession, (suite) => {
  const open = async () => {
    const chat = await suite.openPage(`${suite.server.url}/#/s/${suite.server.sessionId}`);
    await chat.page.locator('[data-answer="complete"]').last().waitFor();
    return chat;
  };

  it.each([
    [1280, 800],
    [640, 400],
    [360, 800],
  ])("is nowhere wider than the page, at %i × %i", { timeout: 120_000 }, async (width, height) => {
    const { page, composer } = await open();
    await page.setViewportSize({ width, height });
    const log = page.getByRole("log");
    for (let sample = samples; sample >= 0; sample--) {
      await log.evaluate(
        (element, part) => element.scrollTo({ top: element.scrollHeight * part }),
        sample / samples,
      );
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      expect(await page.locator("[data-row]").count()).toBeGreaterThan(0);
      expect(await findWide(page)).toEqual([]);
    }
    await composer.fill("still here");
  });

  it("is printed whole, and is as before afterwards", { timeout: 240_000 }, async () => {
    const { page, composer } = await open();
    await page.emulateMedia({ media: "print" });
    const answers = page.getByRole("log").locator("[data-answer]");
    await expect.poll(() => answers.count(), { timeout: 120_000 }).toBeGreaterThanOrEqual(hardAnswers.length);
    expect(await findWide(page)).toEqual([]);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(100);
    await page.emulateMedia({ media: "screen" });
    await composer.fill("still here");
    expect(await page.locator("[data-row]").count()).toBeLessThan(60);
  });
});
