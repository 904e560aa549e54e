import { expect, it } from "vitest";
import { finished, ScriptedModel, said } from "../../support/scripted-model.ts";
import { startTestServer } from "../../support/server.ts";
import { describeInBrowser } from "../describe-in-browser.ts";
import { webAppFolder } from "../web-app.ts";
import { watchFrames } from "./frame-watch.ts";
import { hardAnswers } from "./hard-answers.ts";

/**
 * Processor time that one task of the page may take, in milliseconds: twice the goal, for machines where
 * programs take the caches from each other.
 */
const MAX_TASK_CPU_MS = 200;

function startServer() {
  const model = new ScriptedModel(async function* ({ messages }) {
    const asked = messages.findLast(({ role }) => role === "user");
    const answer = hardAnswers.find(({ name }) => asked?.role === "user" && asked.text === name);
    const text = answer?.text ?? "";
    for (let start = 0; start < text.length; start += 500) {
      yield said(text.slice(start, start + 500));
      if (start % 10_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    yield finished;
  });
  return startTestServer({ models: model.catalog, server: { webAppFolder } });
}

describeInBrowser("an answer that is hard to show", startServer, (suite) => {
  it.each(hardAnswers.map(({ name }) => name))("does not stop the page: %s", async (name) => {
    const chat = await suite.openPage();
    chat.page.setDefaultTimeout(50_000);
    await chat.send("warm up");
    await chat.whenComplete();
    const endWatch = await watchFrames(chat.page);
    await chat.send(name);
    await chat.page.getByText(name, { exact: true }).first().waitFor();
    await chat.page.locator('[data-answer="complete"]').nth(1).waitFor();
    const { worstTaskCpuMs } = await endWatch();
    expect(worstTaskCpuMs).toBeGreaterThan(0);
    expect(worstTaskCpuMs).toBeLessThan(MAX_TASK_CPU_MS);
    await chat.composer.fill("still here");
  });
});
