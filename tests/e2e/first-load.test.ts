import { expect, it } from "vitest";
import { startTestServer } from "../support/server.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { webAppFolder } from "./web-app.ts";

/**
 * What a first visit may transfer, in bytes: the page, its scripts and styles, and what loads beside them.
 */
const MAX_FIRST_LOAD_BYTES = 200_000;

describeInBrowser(
  "the first load of the page",
  () => startTestServer({ server: { webAppFolder } }),
  (suite) => {
    it("transfers little, compressed, and loads Markdown, menus and colours of code when they are needed", async () => {
      const { page, ...chat } = await suite.openPage();
      await page.getByText("Connected").waitFor();
      const names = () =>
        page.evaluate(() =>
          performance
            .getEntriesByType("resource")
            .map(({ name }) => name)
            .join("\n"),
        );
      const loaded = await page.evaluate(() =>
        [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map(
          (entry) => {
            const { name, encodedBodySize, decodedBodySize } = entry as PerformanceResourceTiming;
            return { name, encodedBodySize, decodedBodySize };
          },
        ),
      );
      const transferred = loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
      expect(transferred).toBeGreaterThan(100_000);
      expect(transferred).toBeLessThanOrEqual(MAX_FIRST_LOAD_BYTES);
      const large = loaded.filter(({ decodedBodySize }) => decodedBodySize > 2_000);
      expect(large.filter((entry) => entry.encodedBodySize > entry.decodedBodySize / 2)).toEqual([]);
      expect(await names()).not.toMatch(/markdown|conversation-menu|model-picker|colour-thread|plan-page/);

      await page.getByRole("button", { name: /^Model: / }).click();
      await page.getByRole("dialog").waitFor();
      expect(await names()).toContain("model-picker");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await expect.poll(names).toContain("markdown");
      await chat.send("code typescript");
      await page.locator("[data-answer] .hljs-keyword").first().waitFor();
    });
  },
);
