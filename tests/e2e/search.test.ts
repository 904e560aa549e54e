import { expect, it } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startServerProcess } from "./server-process.ts";

describeInBrowser(
  "the search in a browser",
  () => startServerProcess({}),
  (suite) => {
    it("finds a message in another conversation and opens that", async () => {
      const chat = await suite.openPage();
      const { page } = chat;
      await chat.send("repeat the armadillo sleeps");
      await chat.answers.last().getByText("the armadillo sleeps").waitFor();
      await page.evaluate(() => {
        location.hash = "";
      });
      await page.getByRole("button", { name: "Search conversations" }).click();
      const field = page.getByRole("searchbox", { name: "Search conversations" });
      await field.fill("no-such-word");
      await page.getByText("Nothing has these words.").waitFor();
      await field.fill("SLEEPS armadillo");
      const found = page.getByRole("list", { name: "Found" }).getByRole("link");
      await found.first().waitFor();
      expect(await found.first().textContent()).toContain("the armadillo sleeps");
      await found.first().click();
      await chat.answers.last().getByText("the armadillo sleeps").waitFor();
    });
  },
);
