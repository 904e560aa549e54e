import { expect, it } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startToolServer } from "./tool-server.ts";
import { describeTools } from "./tools-page.ts";

describeInBrowser("a page enlarged to 200 %", startToolServer, (suite) => {
  it.each([
    [640, 400],
    [640, 360],
    [320, 480],
  ])(
    "shows the conversation beside a question, and both can be reached, at %i × %i",
    async (width, height) => {
      const chat = await suite.openPage();
      const { page } = chat;
      const tools = describeTools(chat);
      const name = `tall-${width}-${height}.txt`;
      await chat.send(`Write ${name}: some text`);
      await tools.question("write_file").waitFor();
      await page.setViewportSize({ width, height });
      const log = await page.getByRole("log").boundingBox();
      expect(log?.height).toBeGreaterThanOrEqual(90);
      expect(log?.y).toBeLessThan(height / 2);
      const allow = tools.question("write_file").getByRole("button", { name: /Allow/ }).first();
      await allow.scrollIntoViewIfNeeded();
      await allow.click();
      await tools.whenAnswered(/./);
      await chat.composer.scrollIntoViewIfNeeded();
      await chat.composer.click();
      await expect.poll(() => suite.server.read(name)).toContain("some text");
    },
  );
});
