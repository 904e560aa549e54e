import { expect, it } from "vitest";
import { type ChatPage, normalise } from "./chat-page.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { readLoggedSession } from "./logged-session.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index + 1}`).join(" ");

describeInBrowser("the chat in a browser", startServerProcess, (suite) => {
  const { openPage } = suite;

  it("streams an answer piece by piece, and shows it whole after a reload half way", async () => {
    const chat = await openPage();
    await chat.send(`repeat ${words(150)}`);
    let length = 0;
    for (let observation = 0; observation < 4; observation++) {
      length = await chat.whenAnswerLongerThan(length);
    }
    expect(length).toBeLessThan(words(150).length);

    await chat.page.reload();
    await chat.whenComplete();
    expect(await chat.answerText()).toBe(words(150));
    expect(await distanceFromEnd(chat)).toBeLessThan(48);
    expect(await loggedAnswer(suite.server, chat.sessionId())).toBe(words(150));
  });

  it("stops a long answer and keeps what there is of it", async () => {
    const chat = await openPage();
    await chat.send("long");
    await chat.whenAnswerLongerThan(40);
    await chat.page.getByRole("button", { name: "Stop" }).click();
    await chat.page.locator("[data-ending]").waitFor();
    const text = await chat.answerText();
    expect(text.length).toBeGreaterThan(40);
    const logged = normalise((await loggedAnswer(suite.server, chat.sessionId())) ?? "");
    expect(logged.length).toBeGreaterThanOrEqual(text.length);
    await expect.poll(() => chat.page.getByRole("button", { name: "Stop" }).count()).toBe(0);
  });

  it("keeps two tabs of one session in step", async () => {
    const first = await openPage();
    await first.send(`repeat ${words(250)}`);
    await first.whenAnswerLongerThan(10);
    const second = await openPage(first.page.url());
    await second.send("repeat from the second tab");
    await expect.poll(() => first.page.getByText("Queued:").count()).toBe(1);
    await first.page.getByText("from the second tab", { exact: true }).waitFor();
    await second.page.getByText("from the second tab", { exact: true }).waitFor();
    await Promise.all(
      [first, second].map((chat) => chat.page.locator('[data-answer="complete"]').nth(1).waitFor()),
    );
    expect(await first.page.getByRole("log").innerText()).toBe(
      await second.page.getByRole("log").innerText(),
    );
  });

  it("shows why an answer failed and tries again on request", async () => {
    const chat = await openPage();
    await chat.send("fail with 401");
    const ending = chat.page.locator("[data-ending]");
    await ending.waitFor();
    expect((await ending.innerText()).length).toBeGreaterThan(20);
    await ending.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => ending.count()).toBe(2);
    expect(await chat.page.locator('[data-row="user"]').count()).toBe(1);
  });

  it("asks otherwise and answers again in copies of the conversation", async () => {
    const chat = await openPage();
    await chat.send("repeat one");
    await chat.whenComplete();
    const original = chat.sessionId();
    await chat.page.locator('[data-row="user"]').hover();
    await chat.page.getByRole("button", { name: "Change in a copy" }).click();
    await expect.poll(() => chat.sessionId()).not.toBe(original);
    await expect.poll(() => chat.page.locator("#composer").inputValue()).toBe("repeat one");
    await chat.page.locator("#composer").fill("repeat two");
    await chat.page.keyboard.press("Enter");
    await chat.page.locator("[data-answer]").getByText("two", { exact: true }).waitFor();
    const edited = chat.sessionId();
    await chat.page.locator("[data-answer]").hover();
    await chat.page.getByRole("button", { name: "Answer again" }).click();
    await expect.poll(() => chat.sessionId()).not.toBe(edited);
    await chat.page.locator("[data-answer]").getByText("two", { exact: true }).waitFor();
    await chat.page.goto(`${chat.page.url().split("#")[0]}#/s/${original}`);
    await chat.page.locator("[data-answer]").getByText("one", { exact: true }).waitFor();
  });

  it("renames, pins and archives a conversation, on every screen", async () => {
    const chat = await openPage();
    await chat.send("repeat one");
    await chat.whenComplete();
    const choose = async (item: string) => {
      await chat.page.getByRole("button", { name: "Conversation menu" }).click();
      await chat.page.getByRole("menuitem", { name: item }).click();
    };
    await choose("Rename…");
    await chat.page.getByRole("textbox", { name: "Name" }).fill("A better name");
    await chat.page.keyboard.press("Enter");
    const item = chat.page.getByRole("link", { name: /A better name/ });
    await item.waitFor();
    await choose("Pin");
    await item.getByText("pinned").waitFor();
    await choose("Archive");
    await item.getByText("archived").waitFor();
    const second = await openPage(chat.page.url());
    await second.page.getByRole("heading", { name: "A better name" }).waitFor();
  });

  it("marks a message that the provider refused as left out of later requests", async () => {
    const chat = await openPage();
    await chat.send("fail with filter");
    const note = chat.page.locator("[data-excluded]");
    await note.waitFor();
    expect(await note.innerText()).toContain("Left out of later requests");
    expect(await chat.page.locator('[data-row="user"] s').innerText()).toBe("fail with filter");
    await chat.page.reload();
    await note.waitFor();
  });

  it("keeps a message that the server refuses and offers to send it again", async () => {
    const chat = await openPage();
    await chat.send("hello");
    await chat.whenComplete();
    await chat.send("x".repeat(1_000_001));
    const refusal = chat.page.getByRole("alert").filter({ hasText: "Not sent" });
    await refusal.waitFor();
    await refusal.getByRole("button", { name: "Send again" }).click();
    await refusal.waitFor();
    expect(await chat.page.locator('[data-row="user"]').count()).toBe(2);
  });

  it("can be used with the keyboard alone", async () => {
    const chat = await openPage();
    const { page } = chat;
    const press = (key: string) => page.keyboard.press(key);
    await page.getByRole("button", { name: "Skip to the message field" }).focus();
    await press("Enter");
    expect(await page.locator(":focus").getAttribute("id")).toBe("composer");
    await page.keyboard.type("long");
    await page.getByRole("button", { name: "Send message" }).and(page.locator(":enabled")).waitFor();
    await press("Enter");
    await chat.whenAnswerLongerThan(20);
    await press("Escape");
    await page.locator("[data-ending]").waitFor();
    await page.locator("h1").click();
    await press("?");
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    await press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await press("Alt+n");
    await page.getByText("What would you like to talk about?").waitFor();
    await press("/");
    expect(await page.locator(":focus").getAttribute("id")).toBe("composer");
  });

  it("fits a narrow screen, with the conversations in a drawer", async () => {
    const chat = await openPage();
    await chat.page.setViewportSize({ width: 390, height: 844 });
    await chat.send("markdown");
    await chat.whenComplete();
    const overflow = await chat.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await chat.page.screenshot({ path: "test-results/narrow.png" });
    await chat.page.getByRole("button", { name: "Open the list of conversations" }).click();
    const drawer = chat.page.getByRole("dialog", { name: "Conversations" });
    await drawer.getByRole("link", { name: "New conversation" }).click();
    await drawer.waitFor({ state: "detached" });
    await chat.page.getByText("What would you like to talk about?").waitFor();
  });
});

/** How far the transcript is from its end, in CSS pixels. */
async function distanceFromEnd(chat: ChatPage): Promise<number> {
  return chat.page.getByRole("log").evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);
}

/** The newest answer of a session as the log has it. */
async function loggedAnswer(server: ServerProcess, sessionId: string): Promise<string | undefined> {
  return (await readLoggedSession(server.wsUrl, sessionId)).answers.at(-1);
}
