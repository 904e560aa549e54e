import { fileURLToPath } from "node:url";
import { createClient } from "@aiwhisperer/client";
import { buildIfStale } from "../../packages/web/build-if-stale.ts";
import { startTestServer } from "../support/server.ts";
import { startBrowser } from "./browser.ts";
import { openChat } from "./chat-page.ts";
import { webAppFolder } from "./web-app-folder.ts";

// Takes the picture of the README: `node tests/e2e/screenshot.ts`. What it shows is the real application with the demo model.

const target = fileURLToPath(new URL("../../docs/screenshot.png", import.meta.url));
const earlier = ["Hello there", "count to 20", "What are you?", "code python"];

await buildIfStale((text) => process.stdout.write(text));
const server = await startTestServer({ server: { webAppFolder } });
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
  await chat.send("Now a table in Markdown, please");
  await chat.page.locator('[data-answer="complete"]').nth(1).waitFor();
  await chat.page.mouse.move(0, 0);
  await chat.page.screenshot({ path: target, animations: "disabled" });
  process.stdout.write(`${target}\n`);
} finally {
  if (started.browser) await started.close();
  await server.stop();
}
