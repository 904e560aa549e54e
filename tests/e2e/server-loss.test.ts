import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBrowser } from "./browser.ts";
import { type ChatPage, openChat } from "./chat-page.ts";
import { readLoggedSession } from "./logged-session.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";
import { buildWebApp } from "./web-app.ts";

const started = await startBrowser();
const skipped = started.browser ? "" : ` (skipped: ${started.unavailableBecause})`;
const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index + 1}`).join(" ");

describe.skipIf(!started.browser && !process.env.CI)(`the chat when the server is lost${skipped}`, () => {
  let browser: Browser;
  let server: ServerProcess;
  let chat: ChatPage;

  beforeAll(async () => {
    if (!started.browser) throw new Error(started.unavailableBecause);
    browser = started.browser;
    await buildWebApp();
    server = await startServerProcess();
  }, 120_000);

  afterEach(() => chat.close());

  afterAll(async () => {
    await server?.stop();
    if (started.browser) await started.close();
  });

  const banner = () => chat.page.getByTestId("connection-banner");
  const questions = () => chat.page.locator('[data-row="user"]');

  it("replaces half an answer by the whole one, once, when the server is killed in the middle of it", async () => {
    chat = await openChat(browser, server.url);
    await chat.page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await chat.send(`repeat ${words(120)}`);
    await chat.whenAnswerLongerThan(100);
    await server.kill();
    await banner().waitFor();
    expect((await chat.answerText()).length).toBeLessThan(words(120).length);

    await server.start();
    await chat.whenComplete();
    expect(await chat.answerText()).toBe(words(120));
    expect([await questions().count(), await chat.answers.count()]).toEqual([1, 1]);
    expect(await banner().count()).toBe(0);
    expect(await chat.page.evaluate(() => "isSamePage" in window)).toBe(true);
    const logged = await readLoggedSession(server.wsUrl, chat.sessionId());
    expect(logged.answers).toEqual([words(120)]);
    expect(logged.questions).toHaveLength(1);
    expect(logged.events.filter((name) => name === "MessageDiscardedNotification")).toHaveLength(1);
  });

  it("keeps a message that is sent meanwhile, and delivers it once when the server is back", async () => {
    chat = await openChat(browser, server.url);
    await chat.send("repeat before the loss");
    await chat.whenComplete();
    await server.kill();
    await banner().waitFor();

    await chat.send("repeat sent into the void");
    await questions().nth(1).getByText("Waiting: sent when the connection is back.").waitFor();
    expect(await chat.answers.count()).toBe(1);

    await server.start();
    await chat.page.locator('[data-answer="complete"]').nth(1).waitFor();
    expect(await chat.answerText()).toBe("sent into the void");
    expect([await questions().count(), await chat.answers.count()]).toEqual([2, 2]);
    expect(await chat.page.getByText("Waiting:").count()).toBe(0);
    expect(await readLoggedSession(server.wsUrl, chat.sessionId())).toMatchObject({
      questions: ["repeat before the loss", "repeat sent into the void"],
      answers: ["before the loss", "sent into the void"],
    });
  });
});
