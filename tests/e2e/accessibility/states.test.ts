import { expect, it } from "vitest";
import { describeInBrowser } from "../describe-in-browser.ts";
import { startServerProcess } from "../server-process.ts";
import { findBarriers, looks } from "./axe.ts";

describeInBrowser("the states of a conversation", startServerProcess, (suite) => {
  it("have no barrier in the whole page of the contract", { timeout: 180_000 }, async () => {
    const { page } = await suite.openPage(`${suite.server.url}/docs`);
    await page.getByRole("heading", { name: "Methods" }).waitFor();
    expect(await findBarriers(page, looks.slice(0, 2))).toEqual([]);
  });

  it("show in forced colours the borders of buttons, what is chosen, and the focus", async () => {
    const { page } = await suite.openPage();
    await page.getByText("Connected").waitFor();
    await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
    const flat = await page
      .getByRole("button")
      .evaluateAll((buttons) =>
        buttons
          .filter(
            (button) =>
              getComputedStyle(button).borderTopStyle === "none" ||
              getComputedStyle(button).borderTopWidth === "0px",
          )
          .map((button) => button.outerHTML.slice(0, 120)),
      );
    expect(flat).toEqual([]);
    const lookOf = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { backgroundColor, outlineStyle, outlineWidth } = getComputedStyle(element);
          return { backgroundColor, outline: `${outlineStyle} ${outlineWidth}` };
        });
    const chosen = await lookOf('a[aria-current="page"]');
    const other = await lookOf("nav button");
    expect(chosen.backgroundColor).not.toBe(other.backgroundColor);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect((await lookOf(":focus-visible")).outline).toBe("solid 3px");
  });

  it("have no barrier: paused, ended, without a connection", { timeout: 180_000 }, async () => {
    const { page, ...chat } = await suite.openPage();
    await chat.send("Count to 500");
    await chat.whenAnswerLongerThan(5);
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    await page.getByRole("button", { name: "Resume" }).first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("button", { name: "Resume" }).first().click();
    await page.getByRole("button", { name: "Conversation menu" }).click();
    await page.getByRole("menuitem", { name: "End conversation…" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: /^End/ }).click();
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
    await page.getByRole("textbox", { name: "Message" }).waitFor({ state: "detached" });
    expect(await findBarriers(page)).toEqual([]);
    await suite.server.kill();
    await page.getByTestId("connection-banner").waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });
});
