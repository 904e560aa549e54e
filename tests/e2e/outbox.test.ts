import { createClient } from "@aiwhisperer/client";
import type { Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { startTestServer } from "../support/server.ts";
import type { ChatPage } from "./chat-page.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startLineGate } from "./line-gate.ts";
import { readLoggedSession } from "./logged-session.ts";
import { buildWebApp, webAppFolder } from "./web-app.ts";

const maxMessageLength = 2_000;

async function startGatedServer() {
  await buildWebApp();
  const server = await startTestServer({ server: { webAppFolder, limits: { maxMessageLength } } });
  const gate = await startLineGate(server.port);
  return {
    ...server,
    gate,
    url: gate.url,
    async stop() {
      await gate.stop();
      await server.stop();
    },
  };
}

const waitingText = "Waiting: sent when the connection is back.";
const rows = (page: Page) => page.locator('[data-row="user"]');
const waiting = (page: Page) => page.getByText(waitingText);

/** Begins a conversation and takes the connection away. */
async function beginAndLose(chat: ChatPage, gate: { shut(): void }): Promise<void> {
  await chat.send("repeat before");
  await chat.whenComplete();
  gate.shut();
  await chat.page.getByTestId("connection-banner").waitFor();
}

const keysOf = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("aiwhisperer.outbox/")));

/** Leaves no room in the browser's storage. */
const fillStorage = (page: Page) =>
  page.evaluate(() => {
    for (const storage of [localStorage, sessionStorage]) {
      for (let piece = "x".repeat(1 << 20), index = 0; piece !== ""; index += 1) {
        try {
          storage.setItem(`filler-${index}`, piece);
        } catch {
          piece = piece.slice(piece.length / 2 + 1);
        }
      }
    }
  });

/** Lets no script of the page use any storage, as some private modes do. */
const forbidStorage = (page: Page) =>
  page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException("Storage is forbidden.", "SecurityError");
        },
      });
    }
  });

describeInBrowser("what a person has written and the server does not have", startGatedServer, (suite) => {
  const logged = (chat: ChatPage) => readLoggedSession(suite.server.wsUrl, chat.sessionId());

  // A test that fails must not leave the connection shut to the next ones.
  afterEach(() => suite.server.gate.open());

  it("waits over a reload and is sent then, in order, once", async () => {
    const { gate } = suite.server;
    const chat = await suite.openPage();
    await beginAndLose(chat, gate);
    for (const text of ["repeat one", "repeat two", "repeat three"]) await chat.send(text);
    await expect.poll(() => waiting(chat.page).count()).toBe(3);

    await chat.page.reload();
    await expect.poll(() => waiting(chat.page).count()).toBe(3);
    expect(await rows(chat.page).allInnerTexts()).toEqual([
      expect.stringContaining("repeat one"),
      expect.stringContaining("repeat two"),
      expect.stringContaining("repeat three"),
    ]);
    gate.open();
    await expect.poll(() => chat.answers.count(), { timeout: 20_000 }).toBe(4);
    expect(await waiting(chat.page).count()).toBe(0);
    expect((await logged(chat)).questions).toEqual([
      "repeat before",
      "repeat one",
      "repeat two",
      "repeat three",
    ]);
    await expect.poll(() => keysOf(chat.page)).toEqual([]);
  });

  it("is shown in every tab and sent once, also when the tab that it was written in is closed", async () => {
    const { gate } = suite.server;
    const chat = await suite.openPage();
    await chat.send("repeat before");
    await chat.whenComplete();
    const tab = await chat.page.context().newPage();
    await tab.goto(chat.page.url());
    await rows(tab).first().waitFor();
    gate.shut();
    await chat.page.getByTestId("connection-banner").waitFor();
    await chat.send("repeat of the first tab");
    await waiting(tab).waitFor();
    await tab.getByRole("textbox", { name: "Message" }).fill("repeat of the second tab");
    await tab.keyboard.press("Enter");
    await expect.poll(() => waiting(chat.page).count()).toBe(2);
    const sessionUrl = chat.page.url();
    await chat.page.goto("about:blank");
    gate.open();
    await expect.poll(() => rows(tab).count(), { timeout: 20_000 }).toBe(3);
    await expect.poll(() => waiting(tab).count(), { timeout: 20_000 }).toBe(0);
    await chat.page.goto(sessionUrl);
    await expect.poll(() => chat.answers.count(), { timeout: 20_000 }).toBe(3);
    expect((await logged(chat)).questions).toEqual([
      "repeat before",
      "repeat of the first tab",
      "repeat of the second tab",
    ]);
  });

  it("is sent once when two tabs send it", async () => {
    const { gate } = suite.server;
    const chat = await suite.openPage();
    await chat.send("repeat before");
    await chat.whenComplete();
    const tab = await chat.page.context().newPage();
    await tab.goto(chat.page.url());
    await rows(tab).first().waitFor();
    gate.shut();
    await chat.page.getByTestId("connection-banner").waitFor();
    const texts = Array.from({ length: 5 }, (_, index) => `repeat ${index}`);
    for (const text of texts) await chat.send(text);
    await expect.poll(() => waiting(tab).count()).toBe(5);
    gate.open();
    await expect.poll(() => keysOf(tab), { timeout: 20_000 }).toEqual([]);
    for (const page of [chat.page, tab]) {
      await expect.poll(() => page.locator('[data-answer="complete"]').last().innerText()).toContain("4");
      await expect.poll(() => rows(page).count()).toBe(6);
    }
    expect((await logged(chat)).questions).toEqual(["repeat before", ...texts]);
  });

  it("stays failed over a reload, with its reason, until it is sent again, changed or discarded", async () => {
    const chat = await suite.openPage();
    await chat.send("repeat before");
    await chat.whenComplete();
    await chat.send("x".repeat(maxMessageLength + 5));
    const failure = chat.page.getByText("Not sent: ");
    await failure.waitFor();
    await chat.page.reload();
    expect(await failure.innerText()).toContain("maxMessageLength (2000)");
    expect(await failure.innerText()).toContain("2005 characters");
    await chat.page.getByRole("button", { name: "Send again" }).click();
    await failure.waitFor();

    await chat.page.getByRole("button", { name: "Edit" }).click();
    await expect.poll(() => chat.composer.inputValue()).toBe("x".repeat(maxMessageLength + 5));
    await failure.waitFor({ state: "detached" });
    await chat.page.keyboard.press("Enter");
    await failure.waitFor();
    await chat.page.getByRole("button", { name: "Discard" }).click();
    await expect.poll(() => rows(chat.page).count()).toBe(1);
    await chat.page.reload();
    await chat.whenComplete();
    expect(await rows(chat.page).count()).toBe(1);
    expect((await logged(chat)).questions).toEqual(["repeat before"]);
  });

  it("can be changed or discarded while it waits", async () => {
    const { gate } = suite.server;
    const chat = await suite.openPage();
    await beginAndLose(chat, gate);
    for (const text of ["repeat one", "repeat two"]) await chat.send(text);
    const row = (text: string) => rows(chat.page).filter({ hasText: text });
    await row("repeat one").getByRole("button", { name: "Discard" }).click();
    await row("repeat two").getByRole("button", { name: "Edit" }).click();
    await expect.poll(() => rows(chat.page).count()).toBe(1);
    expect(await chat.composer.inputValue()).toBe("repeat two");
    expect(await keysOf(chat.page)).toEqual([]);
    gate.open();
    await chat.send("repeat three");
    await expect.poll(() => chat.answers.count(), { timeout: 20_000 }).toBe(2);
    expect((await logged(chat)).questions).toEqual(["repeat before", "repeat three"]);
  });

  it("is still a draft after a reload and in a new tab, of a new conversation, too", async () => {
    const chat = await suite.openPage();
    await chat.composer.fill("a thought");
    await chat.page.reload();
    expect(await chat.composer.inputValue()).toBe("a thought");
    const tab = await chat.page.context().newPage();
    await tab.goto(suite.server.url);
    const other = tab.getByRole("textbox", { name: "Message" });
    expect(await other.inputValue()).toBe("a thought");
    await other.fill("another thought");
    await expect.poll(() => chat.composer.inputValue()).toBe("another thought");
    await chat.send("repeat this");
    await chat.whenComplete();
    expect(await other.inputValue()).toBe("");
  });

  it("keeps two texts that two tabs have in one place", async () => {
    const chat = await suite.openPage();
    const tab = await chat.page.context().newPage();
    await chat.composer.fill("mine");
    await tab.goto(suite.server.url);
    const other = tab.getByRole("textbox", { name: "Message" });
    suite.server.gate.shut();
    await Promise.all([chat.composer.fill("mine, longer"), other.fill("theirs")]);
    const texts = [await chat.composer.inputValue(), await other.inputValue()];
    await Promise.all([chat.page.reload(), tab.reload()]);
    await expect
      .poll(async () => [await chat.composer.inputValue(), await other.inputValue()])
      .toEqual(texts);
  });

  it("goes over a new connection within seconds after the machine has slept", async () => {
    const { gate } = suite.server;
    const chat = await suite.openPage();
    await chat.send("repeat before");
    await chat.whenComplete();
    gate.silence();
    await chat.page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    const before = Date.now();
    await chat.send("repeat after the sleep");
    await expect.poll(() => chat.answers.count(), { timeout: 9_000 }).toBe(2);
    expect(Date.now() - before).toBeLessThan(9_000);
    expect((await logged(chat)).questions).toEqual(["repeat before", "repeat after the sleep"]);
  });

  it("says where the storage is full, and sends what is on the screen", async () => {
    const { gate } = suite.server;
    const chat = await suite.openPage();
    await beginAndLose(chat, gate);
    await fillStorage(chat.page);
    await chat.composer.fill("repeat full");
    await chat.page
      .getByText("This text is not saved: a reload loses it. The storage of this browser is full.")
      .waitFor();
    await chat.page.keyboard.press("Enter");
    await chat.page.getByText("Keep this page open: the message is not saved in this browser").waitFor();
    gate.open();
    await expect.poll(() => chat.answers.count(), { timeout: 20_000 }).toBe(2);
    expect((await logged(chat)).questions).toEqual(["repeat before", "repeat full"]);
  });

  it("goes back into the message field where the storage is full, beside what is there", async () => {
    const { gate } = suite.server;
    const chat = await suite.openPage();
    await beginAndLose(chat, gate);
    await chat.send("repeat one");
    await fillStorage(chat.page);
    await chat.composer.fill("being written");
    await rows(chat.page).filter({ hasText: "repeat one" }).getByRole("button", { name: "Edit" }).click();
    expect(await chat.composer.inputValue()).toBe("being written\n\nrepeat one");
    gate.open();
  });

  it("stays in both message fields when the page shows another place, also where storage is forbidden", async () => {
    const chat = await suite.openPage();
    await forbidStorage(chat.page);
    await chat.page.reload();
    await chat.send("repeat before");
    await chat.whenComplete();
    const session = new URL(chat.page.url()).hash;
    const show = (hash: string) =>
      chat.page.evaluate((next) => {
        location.hash = next;
      }, hash);
    await chat.composer.fill("of the conversation");
    await show("#/");
    await expect.poll(() => chat.composer.inputValue()).toBe("");
    await chat.composer.fill("of a new one");
    await show(session);
    await expect.poll(() => chat.composer.inputValue()).toBe("of the conversation");
    await show("#/");
    await expect.poll(() => chat.composer.inputValue()).toBe("of a new one");
    await chat.page.getByText("This text is not saved: a reload loses it.").waitFor();
  });

  it("is left to the person where the conversation is ended or deleted elsewhere", async () => {
    const chat = await suite.openPage();
    await chat.send("repeat before");
    await chat.whenComplete();
    await chat.composer.fill("being written");
    const sessionId = chat.sessionId();
    const other = createClient({ url: suite.server.wsUrl });
    await other.session(sessionId).stop();
    const left = chat.page.getByRole("textbox", { name: "This text was not sent." });
    await expect.poll(() => left.inputValue()).toBe("being written");
    await other.rpc.deleteSession({ sessionId });
    other.close();
    await chat.page.reload();
    await chat.page.getByText("Conversation not found").waitFor();
    expect(await left.inputValue()).toBe("being written");
    await chat.page.getByRole("button", { name: "Use in a new conversation" }).click();
    await expect.poll(() => chat.composer.inputValue()).toBe("being written");
  });

  it("is sent where the storage has broken entries and those of other versions", async () => {
    const { gate } = suite.server;
    const chat = await suite.openPage();
    await beginAndLose(chat, gate);
    await chat.send("repeat one");
    await chat.page.evaluate(() => {
      const [key = ""] = Object.keys(localStorage).filter((name) => name.startsWith("aiwhisperer.outbox/"));
      const folder = key.slice(0, key.lastIndexOf("/"));
      const scope = folder.slice(0, folder.lastIndexOf("/"));
      localStorage.setItem(`${folder}/cut`, (localStorage.getItem(key) ?? "").slice(0, 20));
      localStorage.setItem(`${folder}/version`, '{"version":9,"request":null}');
      localStorage.setItem(`${scope}/%zz/broken`, "null");
    });
    await chat.page.reload();
    await waiting(chat.page).waitFor();
    gate.open();
    await expect.poll(() => chat.answers.count(), { timeout: 20_000 }).toBe(2);
    expect((await logged(chat)).questions).toEqual(["repeat before", "repeat one"]);
  });

  it("says without a connection that a new conversation cannot be sent yet, and keeps its text", async () => {
    const { gate } = suite.server;
    const chat = await suite.openPage();
    await chat.page.getByText("Connected").waitFor();
    gate.shut();
    await chat.composer.fill("a new one");
    const hint = chat.page.getByText(
      "Reconnecting: a new conversation is sent only with a connection. Your text is kept.",
    );
    await hint.waitFor();
    await chat.page.keyboard.press("Enter");
    expect(await chat.composer.inputValue()).toBe("a new one");
    gate.open();
    await hint.waitFor({ state: "detached" });
    await chat.page.keyboard.press("Enter");
    await chat.whenComplete();
  });

  it("is not removed with the first message of a conversation where it was written while that one was on its way", async () => {
    const { gate } = suite.server;
    const chat = await suite.openPage();
    await chat.page.getByText("Connected").waitFor();
    gate.silence();
    await chat.send("repeat first");
    await chat.page.getByText("Starting…").waitFor();
    await chat.composer.fill("repeat first\n\nand the next thought");
    gate.shut();
    gate.open();
    await chat.whenComplete();
    await chat.page.evaluate(() => {
      location.hash = "#/";
    });
    await expect.poll(() => chat.composer.inputValue()).toBe("and the next thought");
  });
});
