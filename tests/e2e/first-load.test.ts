import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { startTestServer } from "../support/server.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { webAppFolder } from "./web-app.ts";

/**
 * The limit of what a first visit transfers, in bytes: the page, its scripts and styles, and what follows.
 */
const MAX_FIRST_LOAD_BYTES = 200_000;

const laterParts =
  /conversation-menu|model-picker|colour-thread|plan-page|dialog-popup|servers-dialog|shortcuts|drawer|questions|Dialog|Popover/;

describeInBrowser(
  "the first load of the page",
  () => startTestServer({ server: { webAppFolder } }),
  (suite) => {
    it("transfers little, compressed, and loads Markdown, menus and colours of code when they are needed", async () => {
      const { page, ...chat } = await suite.openPage();
      await page.getByText("Connected").waitFor();
      await expectSmall(page);
      const large = (await loaded(page)).filter(({ decodedBodySize }) => decodedBodySize > 2_000);
      expect(large.filter((entry) => entry.encodedBodySize > entry.decodedBodySize / 2)).toEqual([]);
      expect(await names(page)).not.toMatch(laterParts);
      expect(await names(page)).not.toMatch(/markdown/);

      await page.getByRole("button", { name: /^Model: / }).click();
      await page.getByRole("dialog").waitFor();
      expect(await names(page)).toContain("model-picker");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await expect.poll(() => names(page)).toContain("markdown");
      await chat.send("code typescript");
      await page.locator("[data-answer] .hljs-keyword").first().waitFor();
    });

    it("transfers little for the address of a conversation too", async () => {
      const first = await suite.openPage();
      await first.send("repeat **A short answer.**");
      await first.whenComplete();
      const { page } = await suite.openPage(`${suite.server.url}/#/s/${first.sessionId()}`);
      await page.locator("[data-answer] strong").waitFor();
      await expectSmall(page);
      expect(await names(page)).toContain("markdown");
      expect(await names(page)).not.toMatch(laterParts);
    });

    it("opens each dialog at the first press, and returns the focus to its button", async () => {
      const { page } = await suite.openPage();
      for (const name of ["Tool servers", "Keyboard"]) {
        const button = page.getByRole("button", { name });
        await button.click();
        await page.getByRole("dialog", { name }).waitFor();
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
      }
    });
  },
);

interface LoadedPart {
  readonly name: string;
  readonly encodedBodySize: number;
  readonly decodedBodySize: number;
}

function loaded(page: Page): Promise<LoadedPart[]> {
  return page.evaluate(() =>
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map(
      (entry) => {
        const { name, encodedBodySize, decodedBodySize } = entry as PerformanceResourceTiming;
        return { name, encodedBodySize, decodedBodySize };
      },
    ),
  );
}

async function names(page: Page): Promise<string> {
  return (await loaded(page)).map(({ name }) => name).join("\n");
}

/** Compares the bodies as they came, and as they come to a browser that knows no Brotli, with the limit. */
async function expectSmall(page: Page): Promise<void> {
  const parts = await loaded(page);
  const transferred = parts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  const asGzip = (await Promise.all(parts.map(gzipSize))).reduce((sum, size) => sum + size, 0);
  expect(transferred).toBeGreaterThan(100_000);
  expect(transferred).toBeLessThanOrEqual(MAX_FIRST_LOAD_BYTES);
  expect(asGzip).toBeGreaterThanOrEqual(transferred);
  expect(asGzip).toBeLessThanOrEqual(MAX_FIRST_LOAD_BYTES);
}

async function gzipSize({ name, encodedBodySize }: LoadedPart): Promise<number> {
  const { pathname } = new URL(name);
  const file = join(webAppFolder, pathname === "/" ? "index.html" : pathname);
  return stat(`${file}.gz`).then(
    ({ size }) => size,
    () => encodedBodySize,
  );
}
