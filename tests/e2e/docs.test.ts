import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { startTestServer } from "../support/server.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { webAppFolder } from "./web-app.ts";

describeInBrowser(
  "the page of the contract",
  () => startTestServer({ server: { webAppFolder } }),
  (suite) => {
    const open = async (hash = ""): Promise<Page> => {
      const { page } = await suite.openPage(`${suite.server.url}/docs${hash}`);
      await page.getByRole("heading", { name: "Methods" }).waitFor();
      return page;
    };

    it("shows each method with its params and errors, and leads from a type to its definition", async () => {
      const page = await open();
      expect(await page.title()).toBe("Contract · AIWhisperer");
      const send = page.getByRole("article", { name: "interactive.sendUserMessage" });
      await send.getByRole("cell", { name: "message", exact: true }).waitFor();
      await send.getByRole("link", { name: "SessionStopped" }).waitFor();
      await send.getByRole("link", { name: "Delivery" }).click();
      await page.getByRole("article", { name: "Delivery" }).getByText("Interrupt").waitFor();
      expect(new URL(page.url()).hash).toBe("#Delivery");
    });

    it("begins at what the address names, and leaves what has the words that are sought", async () => {
      const page = await open("#TurnStatus");
      await page.waitForFunction(() => {
        const { top = -1 } = document.getElementById("TurnStatus")?.getBoundingClientRect() ?? {};
        return top >= 0 && top < innerHeight;
      });
      await page.getByRole("searchbox", { name: "Find" }).fill("cancels turn");
      await page.getByRole("article", { name: "interactive.startSession" }).waitFor({ state: "detached" });
      await page.getByRole("article", { name: "interactive.cancelTurn" }).waitFor();
      await page.getByRole("searchbox", { name: "Find" }).fill("no such words");
      await page.getByText("No matches.").waitFor();
    });

    it("fits a narrow screen: only tables are moved sideways", async () => {
      const page = await open();
      await page.setViewportSize({ width: 360, height: 700 });
      const widths = await page.evaluate(() => {
        const [scroller] = document.querySelectorAll("#root > div");
        return { inner: scroller?.scrollWidth, outer: scroller?.clientWidth };
      });
      expect(widths.inner).toBe(widths.outer);
    });

    it("says that the server cannot be reached, and asks again", async () => {
      const { page } = await suite.openPage("about:blank");
      await page.route("**/openrpc.json", (route) => route.abort(), { times: 1 });
      await page.goto(`${suite.server.url}/docs`);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("heading", { name: "Methods" }).waitFor();
    });
  },
);
