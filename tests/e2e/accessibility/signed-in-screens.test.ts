import { expect, it } from "vitest";
import { startAdminPageServer } from "../admin-server.ts";
import { describeInBrowser } from "../describe-in-browser.ts";
import { findBarriers } from "./axe.ts";

describeInBrowser("the screens of those who sign in", startAdminPageServer, (suite) => {
  it("have no barrier where one signs in, also after a wrong key", { timeout: 120_000 }, async () => {
    const { page } = await suite.openPage();
    await page.getByLabel("Token or API key").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByLabel("Token or API key").fill("aiw_wrong_key");
    await page.keyboard.press("Enter");
    await page.getByText("The token, key or ticket is not valid.").waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  it("have no barrier for admins, in any section", { timeout: 300_000 }, async () => {
    const { client } = await suite.server.connectBusy("carol");
    const { page } = await suite.openPage(`${suite.server.url}/admin`);
    await page.getByLabel("Token or API key").fill(await suite.server.keyOf("ada", true));
    await page.keyboard.press("Enter");
    await page.getByText("0.1.0 · ada").waitFor();
    const sections = await page
      .locator("header a, nav a")
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute("href") ?? "").filter((href) => href.startsWith("#")),
      );
    expect(sections.length).toBeGreaterThan(3);
    for (const section of sections) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, section);
      expect([section, await findBarriers(page)]).toEqual([section, []]);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.evaluate(() => {
      location.hash = "#connections";
    });
    await page.getByRole("button", { name: "End the connection of carol" }).click();
    await page.getByRole("alertdialog").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    client.close();
  });
});
