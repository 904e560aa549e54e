import { expect, it } from "vitest";
import { startTestServer } from "../support/server.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { webAppFolder } from "./web-app.ts";

describeInBrowser(
  "a conversation that fills the model's context, in the page",
  () => startTestServer({ server: { webAppFolder }, engine: { limits: { contextWindow: 1_000 } } }),
  (suite) => {
    it("shows how full it is, and less once it is summarised", async () => {
      const chat = await suite.openPage();
      await chat.send(`repeat ${"word ".repeat(400)}`);
      await chat.whenComplete();
      const fill = chat.page.locator("[data-context]");
      await fill.waitFor();
      const percent = async () => Number(await fill.getAttribute("data-context"));
      const before = await percent();
      expect(before).toBeGreaterThan(50);
      expect(await fill.getAttribute("title")).toMatch(/of 1,000 tokens of the model's context/);
      await chat.page.getByRole("button", { name: "Conversation menu" }).click();
      await chat.page.getByRole("menuitem", { name: "Summarise for the model" }).click();
      await expect.poll(percent).toBeLessThan(before);
      await chat.page.locator("[data-answer]").waitFor();
    });
  },
);
