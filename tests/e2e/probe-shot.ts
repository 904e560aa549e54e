import { startTestServer, testModels } from "../support/server.ts";
import { startBrowser } from "./browser.ts";
import { openChat } from "./chat-page.ts";
import { webAppFolder } from "./web-app-folder.ts";

const s = await startTestServer({ models: testModels(9), server: { webAppFolder } });
const b = await startBrowser();
if (!b.browser) throw new Error(b.unavailableBecause);
const shot = async (name: string, chat: Awaited<ReturnType<typeof openChat>>) =>
  chat.page.screenshot({ path: `/tmp/chr/${name}.png` });
try {
  const chat = await openChat(b.browser, s.url);
  chat.page.on("console", (m) => console.log("console", m.type(), m.text()));
  chat.page.on("pageerror", (e) => console.log("pageerror", e.message));
  await chat.page.reload();
  await chat.page
    .getByText("Connected")
    .first()
    .waitFor({ timeout: 5000 })
    .catch(() => console.log("not connected"));
  await new Promise((r) => setTimeout(r, 300));
  await shot("new-light", chat);
  await chat.page.getByRole("button", { name: /^Model:/ }).click();
  await new Promise((r) => setTimeout(r, 300));
  await shot("models", chat);
  await chat.page.keyboard.press("Escape");
  await chat.send("markdown");
  await chat.whenComplete();
  await new Promise((r) => setTimeout(r, 500));
  await shot("chat-light", chat);
  await chat.send("fail half way");
  await chat.page.locator("[data-ending]").waitFor();
  await chat.send("code typescript");
  await chat.page.locator('[data-answer="complete"]').nth(1).waitFor();
  await chat.send("long");
  await chat.whenAnswerLongerThan(300);
  await chat.send("another one, queued");
  await chat.page
    .getByText("Queued:")
    .waitFor({ timeout: 2000 })
    .catch(() => shot("noqueue", chat));
  await shot("busy-light", chat);
  const dark = await openChat(b.browser, chat.page.url(), { colorScheme: "dark" });
  await dark.page.locator("[data-answer]").first().waitFor();
  await new Promise((r) => setTimeout(r, 500));
  await shot("busy-dark", dark);
  const narrow = await openChat(b.browser, chat.page.url(), { width: 390, height: 844 });
  await narrow.page.locator("[data-answer]").first().waitFor();
  await new Promise((r) => setTimeout(r, 500));
  await shot("narrow", narrow);
  await narrow.page.getByRole("button", { name: "Open the list of conversations" }).click();
  await new Promise((r) => setTimeout(r, 400));
  await shot("narrow-drawer", narrow);
} finally {
  await b.close();
  await s.stop();
}
