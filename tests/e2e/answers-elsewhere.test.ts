import { expect, it } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startToolServer } from "./tool-server.ts";
import { describeTools } from "./tools-page.ts";

describeInBrowser(
  "a question that another screen answers while a reason is typed",
  startToolServer,
  (suite) => {
    const openDenial = async (file: string) => {
      const chat = await suite.openPage();
      const tools = describeTools(chat);
      await chat.send(`Write ${file}: text`);
      await tools.answerByKey("write_file", "n");
      const reason = chat.page.getByLabel("Reason, sent to the model");
      await reason.waitFor();
      return { ...chat, ...tools, reason };
    };

    it("leaves the reason and the focus where they are, and nothing gets into the message", async () => {
      const chat = await openDenial("elsewhere.txt");
      await chat.reason.pressSequentially("because it");
      const other = await suite.openPage(chat.page.url());
      await describeTools(other).question("write_file").getByRole("button", { name: "Allow once" }).click();
      const left = chat.page.locator("[data-left-answer]");
      await left.waitFor();
      await chat.page.keyboard.type(" is wrong");
      expect(await left.getByRole("textbox").inputValue()).toBe("because it is wrong");
      expect(await left.innerText()).toContain("The decision about write_file was answered elsewhere");
      expect(await chat.composer.inputValue()).toBe("");
      await left.getByRole("button", { name: "Put into the message" }).click();
      await left.waitFor({ state: "detached" });
      expect(await chat.composer.inputValue()).toBe("because it is wrong");
      expect(await chat.page.locator(":focus").getAttribute("id")).toBe("composer");
    });

    it("keeps keys out of the message field also before the first letter of the reason", async () => {
      const chat = await openDenial("early.txt");
      const other = await suite.openPage(chat.page.url());
      await describeTools(other).question("write_file").getByRole("button", { name: "Allow once" }).click();
      const left = chat.page.locator("[data-left-answer]");
      await left.waitFor();
      await chat.page.keyboard.type("no");
      expect(await chat.composer.inputValue()).toBe("");
      await left.getByRole("button", { name: "Discard" }).click();
      await left.waitFor({ state: "detached" });
    });

    it("does not take the focus from a person who writes elsewhere", async () => {
      const chat = await openDenial("writing.txt");
      await chat.reason.pressSequentially("half a reason");
      await chat.composer.pressSequentially("a mess");
      const other = await suite.openPage(chat.page.url());
      await describeTools(other).question("write_file").getByRole("button", { name: "Allow once" }).click();
      await chat.page.locator("[data-left-answer]").waitFor();
      await chat.page.keyboard.type("age");
      expect(await chat.composer.inputValue()).toBe("a message");
    });

    it("has the reason again after a reload, and sends it once", async () => {
      const chat = await openDenial("reloaded.txt");
      await chat.reason.pressSequentially("not today");
      await chat.page.reload();
      await chat.reason.waitFor();
      expect(await chat.reason.inputValue()).toBe("not today");
      await chat.reason.press("Enter");
      await chat.cardIn("write_file", "denied").waitFor();
      expect(await chat.page.locator("[data-left-answer]").count()).toBe(0);
      expect(await suite.server.read("reloaded.txt")).toBeUndefined();
      const kept = await chat.page.evaluate(() =>
        Object.keys(localStorage).filter((key) => key.includes("answer/")),
      );
      expect(kept).toEqual([]);
    });
  },
);
