import { createClient } from "@aiwhisperer/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { startBrowser } from "./browser.ts";
import { openChat } from "./chat-page.ts";
import { buildWebApp, webAppFolder } from "./web-app.ts";

const turns = 500;
const started = await startBrowser();
const skipped = started.browser ? "" : ` (skipped: ${started.unavailableBecause})`;

describe.skipIf(!started.browser && !process.env.CI)(
  `a conversation of ${turns * 2} messages${skipped}`,
  () => {
    let server: TestServer;
    let sessionId: string;

    beforeAll(async () => {
      await buildWebApp();
      server = await startTestServer({ server: { webAppFolder } });
      const client = createClient({ url: server.wsUrl });
      const session = await client.startSession();
      sessionId = session.sessionId;
      for (let turn = 1; turn <= turns; turn++) {
        const text = turn % 10 === 0 ? "code typescript" : `repeat Answer number ${turn}.`;
        await session.send(text).result;
      }
      client.close();
    }, 120_000);

    afterAll(async () => {
      await server?.stop();
      if (started.browser) await started.close();
    });

    it("has only the rows near the view in the document, at its end and anywhere else", async () => {
      if (!started.browser) throw new Error(started.unavailableBecause);
      const chat = await openChat(started.browser, `${server.url}/#/s/${sessionId}`);
      const { page } = chat;
      const rows = page.locator("[data-row]");
      const log = page.getByRole("log");
      await page.getByText(`Answer number ${turns - 1}.`, { exact: true }).waitFor();
      expect(await rows.count()).toBeLessThan(60);

      await log.evaluate((element) => element.scrollTo({ top: 0 }));
      await page.getByText("Answer number 1.", { exact: true }).waitFor();
      expect(await rows.count()).toBeLessThan(60);
      expect(await log.evaluate((element) => element.scrollTop)).toBe(0);

      await page.getByRole("button", { name: "Jump to latest" }).click();
      await page.getByText(`Answer number ${turns - 1}.`, { exact: true }).waitFor();
      await chat.close();
    });

    it("does not move what is read while an answer grows below", async () => {
      if (!started.browser) throw new Error(started.unavailableBecause);
      const chat = await openChat(started.browser, `${server.url}/#/s/${sessionId}`);
      const { page } = chat;
      const log = page.getByRole("log");
      await page.getByText(`Answer number ${turns - 1}.`, { exact: true }).waitFor();
      await log.hover();
      await page.mouse.wheel(0, -3000);
      await page.getByRole("button", { name: "Jump to latest" }).waitFor();
      const place = await positionOfRows();
      const other = createClient({ url: server.wsUrl });
      await other.session(sessionId).send("repeat One more answer below.").result;
      other.close();
      await page
        .getByRole("status")
        .filter({ hasText: "The answer is complete." })
        .waitFor({ state: "attached" });
      expect(await positionOfRows()).toEqual(place);

      // The person's own message is another matter.
      await chat.send("repeat And one of mine.");
      await page.getByText("And one of mine.", { exact: true }).waitFor();
      await expect
        .poll(() =>
          log.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop),
        )
        .toBeLessThan(60);
      await chat.close();

      /** Where the rows in view are, by their text. */
      function positionOfRows() {
        return log.evaluate((element) => {
          const top = element.getBoundingClientRect().top;
          const visible = [...element.querySelectorAll<HTMLElement>("[data-row]")].map((row) => ({
            text: row.innerText.slice(0, 40),
            top: Math.round(row.getBoundingClientRect().top - top),
          }));
          return visible.filter((row) => row.top >= 0 && row.top < element.clientHeight);
        });
      }
    });
  },
);
