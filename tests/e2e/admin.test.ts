import { SessionStatus } from "@aiwhisperer/protocol";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { WireMessage } from "../support/raw-client.ts";
import { startAdminPageServer } from "./admin-server.ts";
import { describeInBrowser } from "./describe-in-browser.ts";

const isStopped = ({ method, params }: WireMessage): boolean =>
  method === "SessionStatusNotification" && (params as { status: number }).status === SessionStatus.Stopped;

describeInBrowser("the page for admins", startAdminPageServer, (suite) => {
  const open = async (hash = ""): Promise<Page> => {
    const { page } = await suite.openPage(`${suite.server.url}/admin${hash}`);
    return page;
  };
  const signIn = async (page: Page, userId: string, isAdmin: boolean): Promise<void> => {
    await page.getByLabel("Token or API key").fill(await suite.server.keyOf(userId, isAdmin));
    await page.keyboard.press("Enter");
  };
  const openAsAdmin = async (hash = ""): Promise<Page> => {
    const page = await open(hash);
    await signIn(page, "ada", true);
    await page.getByText("0.1.0 · ada").waitFor();
    return page;
  };
  // By its element: while a dialog is open the rest of the page has no roles.
  const rowOf = (page: Page, text: string) => page.locator("tbody tr", { hasText: text });

  it("asks for a sign-in, and says to a user that they are no admin", async () => {
    const page = await open();
    await signIn(page, "ann", false);
    await page.getByRole("heading", { name: "You are not an admin" }).waitFor();
    await page.getByRole("button", { name: "Sign in as another user" }).click();
    await signIn(page, "ada", true);
    await page.getByText("0.1.0 · ada").waitFor();
    expect(await page.title()).toBe("Admin · AIWhisperer");
  });

  it("shows who is connected, and ends a connection after a question, by the keyboard alone", async () => {
    const { client } = await suite.server.connectBusy("carol");
    const page = await openAsAdmin();
    const row = rowOf(page, "carol");
    await row.getByText("127.0.0.1").waitFor();
    await row.getByRole("button", { name: "End the connection of carol" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("alertdialog", { name: "End this connection of carol?" });
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect((await client.call("echo", { message: 1 })).result).toBeDefined();
    await page.keyboard.press("Enter");
    await dialog.waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await client.closed).toMatchObject({ code: 1012 });
    await row.waitFor({ state: "detached" });
  });

  it("shows turns with ages that go on, and stops their session for everybody", async () => {
    const { client, sessionId } = await suite.server.connectBusy("dave");
    const page = await openAsAdmin("#turns");
    const age = rowOf(page, sessionId).getByRole("cell").nth(2);
    const first = await age.innerText();
    await expect.poll(() => age.innerText()).not.toBe(first);
    await page.getByRole("link", { name: "Sessions" }).click();
    await page.getByRole("button", { name: "Stop the session of dave" }).click();
    await page.getByRole("button", { name: "Stop session" }).click();
    await client.until(isStopped);
    await rowOf(page, "dave").getByText("stopped").waitFor();
    await page.getByLabel("User").fill("absent");
    await page.getByText("No entries for absent.").waitFor();
  });

  it("changes the log level, shows the configuration, and who did what", async () => {
    const page = await openAsAdmin("#configuration");
    await page.getByLabel("Log level").selectOption("info");
    await expect.poll(() => suite.server.logger.level).toBe("info");
    await rowOf(page, "OPENAI_API_KEY").getByText("(set, not shown)").waitFor();
    await page.getByLabel("Filter").fill("batch");
    await rowOf(page, "OPENAI_API_KEY").waitFor({ state: "detached" });
    await rowOf(page, "maxBatch").getByText("--max-batch").waitFor();
    await page.getByRole("link", { name: "Audit log" }).click();
    const row = rowOf(page, "set log level").filter({ hasText: "done" });
    expect(await row.first().innerText()).toMatch(/ada\s+127\.0\.0\.1\s+set log level\s+done\s+info/);
  });

  it("says that the server cannot be reached while it cannot, and recovers by itself", async () => {
    const page = await openAsAdmin();
    await page.context().setOffline(true);
    await page.getByRole("alert").filter({ hasText: "The server cannot be reached." }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole("alert").waitFor({ state: "detached" });
  });

  it("asks for the server's end after a question", async () => {
    const page = await openAsAdmin();
    await page.getByRole("button", { name: "Drain…" }).click();
    expect(suite.server.drainRequests).toEqual([]);
    await page.getByRole("button", { name: "Drain and end" }).click();
    await expect.poll(() => suite.server.drainRequests).toHaveLength(1);
  });

  it("fits a narrow screen, where only tables are moved sideways", async () => {
    const { client } = await suite.server.connectBusy("erin");
    const page = await openAsAdmin();
    await page.setViewportSize({ width: 360, height: 640 });
    const end = rowOf(page, "erin").getByRole("button");
    await end.waitFor();
    const box = await end.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    const widths = await page.evaluate(() =>
      [...document.querySelectorAll("#root > div")].map((each) => each.scrollWidth),
    );
    expect(widths).toEqual([360]);
    client.close();
  });

  it("loads nothing of the chat, nor the chat anything of it, and neither breaks the content security policy", async () => {
    const { page } = await suite.openPage();
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) complaints.push(message.text());
    });
    const load = async (path: string): Promise<readonly string[]> => {
      asked.length = 0;
      await page.goto(`${suite.server.url}${path}`);
      await page.getByLabel("Token or API key").waitFor();
      return asked.filter((each) => each.startsWith("/assets/") && each.endsWith(".js"));
    };
    const [chat, admin] = [await load("/"), await load("/admin/")];
    expect(chat.filter((file) => file.includes("admin"))).toEqual([]);
    expect(admin.filter((file) => /index|markdown/.test(file))).toEqual([]);
    expect(asked).not.toContain("/ws");
    expect(complaints).toEqual([]);
  });
});
