import { fileURLToPath } from "node:url";
import { createClient } from "@aiwhisperer/client";
import { startTestServer, testModels } from "../support/server.ts";
import { startBrowser } from "./browser.ts";
import { openChat } from "./chat-page.ts";
import { buildWebApp, webAppFolder } from "./web-app.ts";

// Takes the picture of the README: `node tests/e2e/screenshot.ts`. What it shows is the real application with the demo model.

const target = fileURLToPath(new URL("../../docs/screenshot.png", import.meta.url));
const paceMs = 12;
const earlier = ["Hello there", "Count to 20", "What are you?", "Show me Python code"];

await buildWebApp();
const server = await startTestServer({ models: testModels(paceMs), server: { webAppFolder } });
const started = await startBrowser();
try {
  if (!started.browser) throw new Error(started.unavailableBecause);
  const client = createClient({ url: server.wsUrl });
  for (const message of earlier) {
    const session = await client.startSession();
    await session.send(message).result;
  }
  client.close();
  const chat = await openChat(started.browser, server.url, { width: 1280, height: 800 });
  await chat.send("Show me some code in TypeScript");
  await chat.whenComplete();
  await chat.send("Write something long about yourself");
  await chat.whenAnswerLongerThan(480);
  await chat.page.mouse.move(0, 0);
  await chat.page.waitForFunction(() => {
    const log = document.querySelector('[role="log"]');
    return log !== null && log.scrollHeight - log.clientHeight - log.scrollTop < 2;
  });
  await chat.page.screenshot({ path: target, animations: "disabled" });
  process.stdout.write(`${target}\n`);
} finally {
  if (started.browser) await started.close();
  await server.stop();
}
