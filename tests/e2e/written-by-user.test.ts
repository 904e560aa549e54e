import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@aiwhisperer/engine";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { addKey } from "../../packages/server/src/auth/api-key-file.ts";
import { openAuthentication } from "../../packages/server/src/auth/authentication.ts";
import { startTestServer } from "../support/server.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startLineGate } from "./line-gate.ts";
import { readLoggedSession } from "./logged-session.ts";
import { buildWebApp, webAppFolder } from "./web-app.ts";

/** A server with accounts behind a gate, and a key of each of two users. */
async function startSharedServer() {
  await buildWebApp();
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-written-"));
  const path = join(folder, "keys.jsonl");
  const keyOf = async (userId: string) =>
    (await addKey(path, { name: userId, userId, isAdmin: false }, { now: Date.now() })).text;
  const keys = { ann: await keyOf("ann"), bob: await keyOf("bob") };
  const onFault = (error: unknown) => {
    throw error;
  };
  const apiKeys = { path, checkIntervalMs: 20 };
  const authentication = await openAuthentication({ clock: systemClock, apiKeys, onFault });
  const server = await startTestServer({ server: { authentication, webAppFolder } });
  const gate = await startLineGate(server.port);
  return {
    ...server,
    gate,
    keys,
    url: gate.url,
    async stop() {
      await gate.stop();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel("Token or API key").fill(key);
  await page.keyboard.press("Enter");
  await page.getByText("Connected").waitFor();
}

/** Everything of what was written that a browser has. */
const written = (page: Page) =>
  page.evaluate(() =>
    [localStorage, sessionStorage].flatMap((storage) =>
      Object.entries(storage).filter(([key]) => /^aiwhisperer\.(outbox|draft)\//.test(key)),
    ),
  );

describeInBrowser("what a person has written in a browser that others use", startSharedServer, (suite) => {
  /** Signs ann in, and has her write a message and a draft without a connection. */
  const writeAsAnn = async () => {
    const { gate, keys } = suite.server;
    const chat = await suite.openPage();
    await signIn(chat.page, keys.ann);
    await chat.send("repeat of ann");
    await chat.whenComplete();
    gate.shut();
    await chat.page.getByTestId("connection-banner").waitFor();
    await chat.send("repeat secret of ann");
    await chat.page.getByText("Waiting: sent").waitFor();
    await chat.composer.fill("draft of ann");
    expect(JSON.stringify(await written(chat.page))).toMatch(/secret of ann.*draft of ann/s);
    return chat;
  };

  it("is removed by signing out, after a word of warning", async () => {
    const { gate, keys } = suite.server;
    const chat = await writeAsAnn();
    await chat.page.getByRole("button", { name: "Signed in as ann. Sign out" }).click();
    await chat.page.getByText("1 message has not been sent yet and will be lost.").waitFor();
    await chat.page.getByRole("button", { name: "Sign out", exact: true }).click();
    await chat.page.getByLabel("Token or API key").waitFor();
    expect(await written(chat.page)).toEqual([]);
    gate.open();
    await signIn(chat.page, keys.bob);
    await chat.send("repeat of bob");
    await chat.whenComplete();
    const { questions } = await readLoggedSession(suite.server.wsUrl, chat.sessionId(), keys.bob);
    expect(questions).toEqual(["repeat of bob"]);
  });

  it("is removed from every tab by signing out in one of them", async () => {
    const { gate } = suite.server;
    const chat = await writeAsAnn();
    const tab = await chat.page.context().newPage();
    await tab.goto(chat.page.url());
    const field = tab.getByRole("textbox", { name: "Message" });
    await field.fill("draft of the other tab");
    await chat.page.getByRole("button", { name: "Signed in as ann. Sign out" }).click();
    await chat.page.getByRole("button", { name: "Sign out", exact: true }).click();
    for (const page of [chat.page, tab]) {
      await page.getByLabel("Token or API key").waitFor();
      expect(await written(page)).toEqual([]);
    }
    gate.open();
  });

  it("is neither shown to nor sent for another user who signs in over it", async () => {
    const { gate, keys, url } = suite.server;
    const chat = await writeAsAnn();
    const annsSession = chat.sessionId();
    // Her token ends without a sign-out.
    await chat.page.evaluate(() => localStorage.setItem("aiwhisperer.token", "aiw_ended"));
    await chat.page.goto(`${url}/?again`);
    await chat.page.getByLabel("Token or API key").waitFor();
    gate.open();
    await signIn(chat.page, keys.bob);
    expect(await chat.composer.inputValue()).toBe("");
    expect(await written(chat.page)).toEqual([]);
    const { questions } = await readLoggedSession(suite.server.wsUrl, annsSession, keys.ann);
    expect(questions).toEqual(["repeat of ann"]);
  });

  it("is still there for the same user", async () => {
    const { gate, keys, url } = suite.server;
    const chat = await writeAsAnn();
    const session = chat.sessionId();
    await chat.page.evaluate(() => localStorage.setItem("aiwhisperer.token", "aiw_ended"));
    await chat.page.goto(`${url}/?again#/s/${session}`);
    await chat.page.getByLabel("Token or API key").waitFor();
    gate.open();
    await signIn(chat.page, keys.ann);
    await expect.poll(() => chat.answers.count(), { timeout: 20_000 }).toBe(2);
    expect(await chat.composer.inputValue()).toBe("draft of ann");
    const { questions } = await readLoggedSession(suite.server.wsUrl, session, keys.ann);
    expect(questions).toEqual(["repeat of ann", "repeat secret of ann"]);
  });
});
