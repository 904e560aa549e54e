import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { startTestServer } from "../support/server.ts";
import type { ChatPage } from "./chat-page.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { webAppFolder } from "./web-app.ts";

const startServer = () => startTestServer({ server: { webAppFolder } });

describeInBrowser("a conversation as a whole", startServer, (suite) => {
  /** Opens a page in which one question has been answered, or one that shows what an address names. */
  const openPage = async (question?: string, address?: string): Promise<ChatPage> => {
    const chat = await suite.openPage(address);
    if (question !== undefined) await chat.send(question);
    await chat.whenComplete();
    return chat;
  };
  const entry = ({ page }: ChatPage, title: string) => page.getByRole("link", { name: title });
  const choose = async ({ page }: ChatPage, action: string) => {
    await page.getByRole("button", { name: "Conversation menu" }).click();
    await page.getByRole("menuitem", { name: action }).click();
  };

  it("is deleted from the list after asking, by keyboard alone, while another one stays open", async () => {
    const chat = await openPage("repeat to be deleted");
    await chat.page.keyboard.press("Alt+n");
    await chat.page.getByText("What would you like to talk about?").waitFor();
    await chat.send("repeat to be kept");
    await chat.whenComplete();

    const bin = chat.page.getByRole("button", { name: "Delete “repeat to be deleted”" });
    await entry(chat, "repeat to be deleted").focus();
    await chat.page.keyboard.press("Tab");
    expect(await bin.evaluate((button) => button === document.activeElement)).toBe(true);
    await chat.page.keyboard.press("Enter");
    const dialog = chat.page.getByRole("alertdialog", { name: "Delete this conversation?" });
    await dialog.waitFor();
    await chat.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await entry(chat, "repeat to be deleted").count()).toBe(1);

    await chat.page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Delete" }).press("Enter");
    await dialog.waitFor({ state: "detached" });
    expect(await entry(chat, "repeat to be deleted").count()).toBe(0);
    expect(await entry(chat, "repeat to be kept").count()).toBe(1);
    expect(await chat.answerText()).toBe("to be kept");
    expect(await chat.page.locator(":focus").getAttribute("id")).toBe("composer");
  });

  it("leaves the page at a new conversation when it is the open one, and other pages with what they show", async () => {
    const chat = await openPage("repeat gone for everybody");
    const other = await openPage(undefined, chat.page.url());
    await choose(chat, "Delete…");
    await chat.page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await chat.page.getByText("What would you like to talk about?").waitFor();
    await other.page
      .getByText("This conversation has been deleted. Only this page still shows it.")
      .waitFor();
    expect(await other.answerText()).toBe("gone for everybody");
    for (const { page } of [chat, other]) {
      await page.getByRole("link", { name: "repeat gone for everybody" }).waitFor({ state: "detached" });
    }
    await other.page.reload();
    await other.page.getByText("Conversation not found").waitFor();
  });

  it("is ended after asking, and stays readable", async () => {
    const chat = await openPage("repeat the end");
    await choose(chat, "End conversation…");
    await chat.page.getByRole("button", { name: "End conversation" }).click();
    await chat.page.getByText("This conversation has been ended. It stays readable.").waitFor();
    expect(await chat.composer.count()).toBe(0);
    expect(await chat.answerText()).toBe("the end");
  });

  it("is downloaded as Markdown", async () => {
    const chat = await openPage("repeat **Bold** words");
    const downloading = chat.page.waitForEvent("download");
    await choose(chat, "Download as Markdown");
    const download = await downloading;
    expect(download.suggestedFilename()).toBe("repeat-bold-words.md");
    expect(await readFile(await download.path(), "utf8")).toBe(
      "# repeat **Bold** words\n\n*Answers by demo*\n\n## You\n\nrepeat **Bold** words\n\n## Answer\n\n**Bold** words\n",
    );
  });
});
