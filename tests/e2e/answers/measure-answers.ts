import { setTimeout } from "node:timers/promises";
import { finished, ScriptedModel, said } from "../../support/scripted-model.ts";
import { startTestServer } from "../../support/server.ts";
import { startBrowser } from "../browser.ts";
import { openChat } from "../chat-page.ts";
import { buildWebApp, webAppFolder } from "../web-app.ts";
import { type FrameReport, watchFrames } from "./frame-watch.ts";
import { hardAnswers } from "./hard-answers.ts";

const piecesPerSecond = 2_000;
const pieceLength = 50;

/**
 * Streams each hard answer into a page, opens it again, and prints the longest tasks and frames: `npm run
 * bench:page -- [part of a name]`.
 */
async function measureAnswers(filter = ""): Promise<void> {
  await buildWebApp();
  const started = await startBrowser();
  if (!started.browser) throw new Error(started.unavailableBecause);
  for (const answer of hardAnswers.filter(({ name }) => name.includes(filter))) {
    const model = new ScriptedModel(() => streamOf(answer.text));
    const server = await startTestServer({ server: { webAppFolder }, models: model.catalog });
    const chat = await openChat(started.browser, server.url);
    chat.page.setDefaultTimeout(120_000);
    const end = await watchFrames(chat.page);
    await chat.send("go");
    await chat.whenComplete();
    await setTimeout(500);
    print(answer.name, "stream", await end());
    await chat.page.reload();
    const endReload = await watchFrames(chat.page);
    await chat.whenComplete();
    await setTimeout(1_500);
    print(answer.name, "reload", await endReload());
    await chat.close();
    await server.stop();
  }
  await started.close();
}

async function* streamOf(text: string) {
  const startedAt = performance.now();
  let pieces = 0;
  for (let start = 0; start < text.length; start += pieceLength) {
    yield said(text.slice(start, start + pieceLength));
    const aheadMs = (++pieces / piecesPerSecond) * 1_000 - (performance.now() - startedAt);
    if (aheadMs > 4) await setTimeout(aheadMs);
  }
  yield finished;
}

function print(name: string, what: string, { worstFrameMs, worstTaskCpuMs, frames }: FrameReport): void {
  process.stdout.write(`| ${name} | ${what} | ${worstTaskCpuMs} ms | ${worstFrameMs} ms | ${frames} |\n`);
}

await measureAnswers(process.argv[2]);
