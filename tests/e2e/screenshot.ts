import { fileURLToPath } from "node:url";
import { createClient } from "@aiwhisperer/client";
import { startBrowser } from "./browser.ts";
import { openChat } from "./chat-page.ts";
import { startToolServer } from "./tool-server.ts";
import { describeTools } from "./tools-page.ts";

// Takes the picture of the README: `node tests/e2e/screenshot.ts`. What it shows is the real application with
// the demo model.

const target = fileURLToPath(new URL("../../docs/screenshot.png", import.meta.url));
const earlier = ["Hello there", "Count to 20", "What are you?", "Show me Python code"];

const server = await startToolServer();
const started = await startBrowser();
try {
  if (!started.browser) throw new Error(started.unavailableBecause);
  await server.write("notes.md", "# Notes\n\n- ask before writing\n");
  const client = createClient({ url: `${server.url.replace("http", "ws")}/ws` });
  for (const message of earlier) {
    const session = await client.startSession();
    await session.send(message).result;
  }
  client.close();
  const chat = await openChat(started.browser, server.url, { width: 1280, height: 860 });
  const tools = describeTools(chat);
  await chat.send("Read notes.md");
  await chat.whenComplete();
  await chat.send('Replace "ask before writing" with "ask before writing and running" in notes.md');
  await tools.question("edit_file").locator('[data-line="added"]').waitFor();
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
