import { createClient } from "@aiwhisperer/client";
import { expect, it } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startToolServer } from "./tool-server.ts";
import { describeTools } from "./tools-page.ts";

describeInBrowser("the place where a message is written", startToolServer, (suite) => {
  /**
   * A page at the beginning of a conversation that is longer than its window, and another program in the same
   * session.
   */
  const openScrolledUp = async () => {
    const client = createClient({ url: suite.server.wsUrl });
    const session = await client.startSession();
    for (let turn = 0; turn < 14; turn += 1) await session.send(`repeat turn${turn}`).result;
    const chat = await suite.openPage(`${suite.server.url}/#/s/${session.sessionId}`);
    await chat.whenComplete();
    const log = chat.page.getByRole("log", { name: "Conversation" });
    const jump = chat.page.getByRole("button", { name: /latest/i });
    await expect
      .poll(async () => {
        await log.evaluate((element) => {
          element.scrollTop = 0;
        });
        return jump.count();
      })
      .toBe(1);
    const toEnd = () =>
      log.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
    return { ...chat, client, session, log, toEnd };
  };

  it("brings one's own message into view, wherever the person was reading", async () => {
    const { page, client, send, toEnd } = await openScrolledUp();
    expect(await toEnd()).toBeGreaterThan(300);
    await send("repeat where am I");
    await page.locator('[data-row="user"]', { hasText: "repeat where am I" }).waitFor();
    await expect.poll(toEnd).toBeLessThan(60);
    client.close();
  });

  it("leaves the reader in place when another screen sends", async () => {
    const { client, session, log, toEnd } = await openScrolledUp();
    const before = await toEnd();
    await session.send("repeat from elsewhere").result;
    await expect.poll(toEnd).toBeGreaterThan(before);
    expect(await log.evaluate((element) => element.scrollTop)).toBe(0);
    client.close();
  });

  it("says that a pasted image is not sent, and keeps the text; text that comes with files is pasted", async () => {
    const { page, composer } = await suite.openPage();
    await composer.fill("look at this");
    const paste = (parts: { readonly text?: string }) =>
      composer.evaluate((element, { text }) => {
        const data = new DataTransfer();
        data.items.add(new File(["png"], "a.png", { type: "image/png" }));
        if (text !== undefined) data.setData("text/plain", text);
        const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
        element.dispatchEvent(event);
        return event.defaultPrevented;
      }, parts);
    expect(await paste({})).toBe(true);
    await page.getByText("Images cannot be sent yet; only the text is.").waitFor();
    expect(await composer.inputValue()).toBe("look at this");
    expect(await paste({ text: "cell" })).toBe(false);
    expect(await page.getByText("Images cannot be sent yet").count()).toBe(0);
  });

  it("says that a dropped file is not sent", async () => {
    const { page, composer } = await suite.openPage();
    await composer.fill("look at this");
    await composer.evaluate((element) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["text"], "a.txt", { type: "text/plain" }));
      element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.getByText("Files cannot be sent yet; only the text is.").waitFor();
    expect(await composer.inputValue()).toBe("look at this");
  });

  it("names the limit and the length of a message that the contract does not allow", async () => {
    const chat = await suite.openPage();
    await chat.send("repeat before");
    await chat.whenComplete();
    await chat.send("x".repeat(1_000_005));
    const failure = chat.page.getByText("Not sent: ");
    await failure.waitFor();
    expect(await failure.innerText()).toMatch(
      /message: expected a string of .*1000000 characters, found a string of 1000005 characters/,
    );
  });

  it("labels an answer once, however many steps and tool calls it has", async () => {
    await suite.server.write("a.txt", "alpha");
    const chat = await suite.openPage();
    await chat.send("read a.txt");
    await describeTools(chat).cardIn("read_file", "done").waitFor();
    await chat.whenComplete();
    await chat.page.locator('[data-row="waiting"]').waitFor({ state: "detached" });
    expect(await chat.answers.count()).toBeGreaterThan(1);
    expect(await chat.page.getByText("Answer", { exact: true }).count()).toBe(1);
  });
});
