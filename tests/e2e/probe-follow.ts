import { startTestServer, testModels } from "../support/server.ts";
import { startBrowser } from "./browser.ts";
import { openChat } from "./chat-page.ts";
import { webAppFolder } from "./web-app-folder.ts";
const s = await startTestServer({ models: testModels(9), server: { webAppFolder } });
const b = await startBrowser();
if (!b.browser) throw new Error(b.unavailableBecause);
try {
  const chat = await openChat(b.browser, s.url);
  await chat.send("markdown"); await chat.whenComplete(); await chat.send("long"); await chat.whenAnswerLongerThan(900); await chat.send("another");
  const dark = await openChat(b.browser, "about:blank");
  await dark.page.addInitScript(() => {
    const w = window as any; w.log = [];
    const rec = () => { const e = document.querySelector('[role="log"]'); if (e) { const d = Math.round(e.scrollHeight - e.clientHeight - e.scrollTop); const jump = !!document.querySelector('button[class*="-translate-x"]'); const k=d+(jump?"J":""); if (w.log.at(-1)?.[1] !== k) w.log.push([Math.round(performance.now()), k, document.querySelectorAll("[data-row]").length]); } requestAnimationFrame(rec); };
    rec();
  });

  await dark.page.goto(chat.page.url());
  await dark.page.locator("[data-answer]").first().waitFor();
  await new Promise(r => setTimeout(r, 9000));
  console.log(JSON.stringify(await dark.page.evaluate(() => (window as any).log)));
} finally { await b.close(); await s.stop(); }
