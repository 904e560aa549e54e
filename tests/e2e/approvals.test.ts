import { expect, it } from "vitest";
import type { ChatPage } from "./chat-page.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startToolServer } from "./tool-server.ts";
import { describeTools, type ToolsPage } from "./tools-page.ts";

describeInBrowser("the question whether a tool may run", startToolServer, (suite) => {
  const openPage = async (message?: string, address?: string): Promise<ChatPage & ToolsPage> => {
    const chat = await suite.openPage(address);
    if (message !== undefined) await chat.send(message);
    return { ...chat, ...describeTools(chat) };
  };

  it("shows the change, is answered with two keys, and leads back to the message field", async () => {
    await suite.server.write("known.txt", "old line\n");
    const chat = await openPage("Write known.txt: new line");
    const question = chat.question("write_file");
    await question.locator('[data-line="removed"]').waitFor();
    expect(await question.locator('[data-line="removed"]').innerText()).toMatch(/−\s*old line/);
    expect(await question.locator('[data-line="added"]').innerText()).toMatch(/\+\s*new line/);
    expect(await question.getByText(/denied by itself in \d+/).count()).toBe(1);
    expect(await suite.server.read("known.txt")).toBe("old line\n");

    await chat.answerByKey("write_file", "y");
    await chat.cardIn("write_file", "done").waitFor();
    expect(await suite.server.read("known.txt")).toContain("new line");
    await question.waitFor({ state: "detached" });
    expect(await chat.page.locator(":focus").getAttribute("id")).toBe("composer");
    await chat.toggle("write_file");
    await chat.card("write_file").getByText("Allowed once.").waitFor();
    expect(await chat.card("write_file").locator("[data-diff]").count()).toBe(1);
  });

  it("says what confines a command, and nothing of that for a file", async () => {
    const chat = await openPage("Run echo said");
    // It depends on the machine whether there is a sandbox.
    await chat
      .question("run_command")
      .getByText(/^(Confined by bubblewrap: .* has no network\.|Not confined: .+)$/)
      .waitFor();
    await chat.answerByKey("run_command", "y");
    await chat.send("Write plain.txt: text");
    await chat.question("write_file").waitFor();
    expect(
      await chat
        .question("write_file")
        .getByText(/onfined/)
        .count(),
    ).toBe(0);
  });

  it("shows characters that hide or reorder text as codes, before and after the decision", async () => {
    const chat = await openPage("Write hidden.txt: safe\u202e evil\u200b end");
    const question = chat.question("write_file");
    await question.getByText("⟨U+202E⟩").first().waitFor();
    expect(await question.innerText()).toContain("⟨U+200B⟩");
    expect(await question.innerText()).not.toMatch(/[\u202e\u200b]/);
    await chat.answerByKey("write_file", "y");
    await chat.cardIn("write_file", "done").waitFor();
    expect(await suite.server.read("hidden.txt")).toContain("safe\u202e evil\u200b end");
    await chat.toggle("write_file");
    expect(await chat.card("write_file").innerText()).not.toMatch(/[\u202e\u200b]/);
  });

  it("counts a change by its lines, whatever their length, and shows a long one whole on demand", async () => {
    const long = `${"x".repeat(5_000)}END`;
    const chat = await openPage(`Write long.txt: ${long}`);
    const question = chat.question("write_file");
    await question.waitFor();
    const added = question.locator('[data-line="added"]');
    if (!(await added.first().innerText()).includes("END")) {
      await question
        .getByRole("button", { name: /all|whole|more/i })
        .first()
        .click();
    }
    await question.getByText("END").first().waitFor();
    expect(await question.innerText()).toMatch(/\+\s*1/);
    await chat.answerByKey("write_file", "n");
  });

  it("takes no answer from what is written into the message field", async () => {
    const chat = await openPage("Write unasked.txt: text");
    await chat.question("write_file").waitFor();
    await chat.composer.pressSequentially("yan");
    expect(await chat.composer.inputValue()).toBe("yan");
    expect(await chat.question("write_file").getByRole("button", { name: "Allow once" }).isEnabled()).toBe(
      true,
    );
    expect(await chat.card("write_file").getAttribute("data-phase")).toBe("asking");
    expect(await suite.server.read("unasked.txt")).toBeUndefined();
  });

  it("takes no answer from keys that are typed into the transcript or where nothing has the focus", async () => {
    const chat = await openPage("Write typed.txt: text");
    await chat.question("write_file").waitFor();
    await chat.page.locator('[data-row="user"]').last().click();
    for (let round = 0; round < 2; round++) {
      // Longer than the time after which a key inside the question would count.
      await chat.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)));
      for (const key of ["y", "a", "n", "Y"]) await chat.page.keyboard.press(key);
      await chat.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    }
    expect(await chat.card("write_file").getAttribute("data-phase")).toBe("asking");
    await chat.page.keyboard.press("Alt+j");
    await chat.page.keyboard.press("a");
    expect(await chat.card("write_file").getAttribute("data-phase")).toBe("asking");
    expect(await suite.server.read("typed.txt")).toBeUndefined();
    await chat.answerByKey("write_file", "n");
  });

  it("sends the reason of a denial to the model", async () => {
    const chat = await openPage("Write denied.txt: text");
    await chat.answerByKey("write_file", "n");
    await chat.page.keyboard.type("the folder is frozen");
    await chat.page.keyboard.press("Enter");
    const card = chat.cardIn("write_file", "denied");
    await card.getByText("Denied: the folder is frozen").waitFor();
    await chat.whenAnswered("the folder is frozen");
    expect(await suite.server.read("denied.txt")).toBeUndefined();
  });

  it("is not asked again about a file that is always allowed, and is about another one", async () => {
    const chat = await openPage("Write a1.txt: one");
    await chat.question("write_file").getByRole("button", { name: "Always a1.txt" }).click();
    await chat.cardIn("write_file", "done").waitFor();
    await chat.whenAnswered("a1.txt");
    await chat.toggle("write_file");
    await chat.card("write_file").getByText("Always allowed: a1.txt").waitFor();
    await chat.send("Write a1.txt: two");
    await chat.cardIn("write_file", "done").nth(1).waitFor();
    expect(await suite.server.read("a1.txt")).toBe("two");
    await chat.send("Write a2.txt: three");
    await chat.answerByKey("write_file", "n");
    await chat.page.keyboard.press("Enter");
    await chat.cardIn("write_file", "denied").waitFor();
  });

  it("offers the narrow scope first; every command is a choice of its own, in words and behind a step", async () => {
    const chat = await openPage("Run echo one");
    const question = chat.question("run_command");
    await question.getByRole("button", { name: "Always echo …" }).waitFor();
    expect(await question.getByRole("button", { name: /every command/ }).count()).toBe(0);
    await question.getByRole("button", { name: "More…" }).click();
    await question.getByText("Allows exactly this command", { exact: false }).waitFor();
    await question.getByText("whatever the command is", { exact: false }).waitFor();
    expect(await chat.page.locator(":focus").innerText()).toBe("Back");
    for (const key of ["a", "e", "Enter"]) await chat.page.keyboard.press(key);
    await question.getByRole("button", { name: "Always echo …" }).click();
    await chat.cardIn("run_command", "done").waitFor();
    await chat.send("Run echo two && echo three");
    await chat.whenAnswered(/I ran echo two && echo three/);
    await chat.send("Run echo four; pwd");
    await chat.question("run_command").getByRole("button", { name: "Always echo …, pwd …" }).waitFor();
    await chat.question("run_command").getByRole("button", { name: "More…" }).click();
    await chat.question("run_command").getByRole("button", { name: "Always every command" }).click();
    await chat.whenAnswered(/I ran echo four; pwd/);
    await chat.send("Run bash -c 'echo five'");
    await chat.whenAnswered(/I ran bash -c 'echo five'/);
  });

  it("lists what is always allowed on every screen, and asks again once that is revoked", async () => {
    const first = await openPage("Run echo one");
    await first.question("run_command").getByRole("button", { name: "Always echo …" }).click();
    await first.cardIn("run_command", "done").waitFor();
    const second = await openPage(undefined, first.page.url());
    const openGrants = async ({ page }: ChatPage): Promise<void> => {
      await page.getByRole("button", { name: "Conversation menu" }).click();
      await page.getByRole("menuitem", { name: "Allowed calls…" }).click();
      await page.locator("[data-grant]").waitFor();
    };
    await openGrants(first);
    await openGrants(second);
    expect(await second.page.locator("[data-grant]").innerText()).toMatch(/run_command: echo …[\s\S]*until/);
    await first.page.getByRole("button", { name: "Revoke run_command: echo …" }).click();
    await first.page.getByText("Nothing is allowed in this conversation").waitFor();
    await second.page.getByText("Nothing is allowed in this conversation").waitFor();
    await second.page.keyboard.press("Escape");
    await second.send("Run echo two");
    await second.question("run_command").waitFor();
  });

  it("is still there after a reload, and shows in the list and in the tab's title", async () => {
    const chat = await openPage("Write later.txt: text");
    await chat.question("write_file").waitFor();
    await chat.page.reload();
    await chat.question("write_file").waitFor();
    await chat.page.getByRole("link", { name: /later\.txt.*a tool waits for your decision/ }).waitFor();
    await expect.poll(() => chat.page.title()).toMatch(/^\(\d+\) Write later\.txt/);
    await chat.question("write_file").getByRole("button", { name: "Allow once" }).click();
    await chat.whenAnswered("later.txt");
    expect(await suite.server.read("later.txt")).toBe("text");
  });

  it("goes from every other screen when one has answered", async () => {
    const first = await openPage("Write shared.txt: text");
    await first.question("write_file").waitFor();
    const second = await openPage(undefined, first.page.url());
    await second.answerByKey("write_file", "n");
    await second.page.keyboard.press("Enter");
    await first.question("write_file").waitFor({ state: "detached" });
    await first.cardIn("write_file", "denied").getByText("Denied.").waitFor();
    expect(await suite.server.read("shared.txt")).toBeUndefined();
  });

  it("outlives the server", async () => {
    const chat = await openPage("Write survivor.txt: text");
    await chat.question("write_file").waitFor();
    await suite.server.kill();
    await chat.page.getByTestId("connection-banner").waitFor();
    await suite.server.start();
    await chat.page.getByTestId("connection-banner").waitFor({ state: "detached" });
    await chat.answerByKey("write_file", "y");
    await chat.cardIn("write_file", "done").waitFor();
    expect(await suite.server.read("survivor.txt")).toBe("text");
  });

  it("fits a narrow screen", async () => {
    const chat = await openPage();
    await chat.page.setViewportSize({ width: 390, height: 844 });
    await chat.send(`Write narrow.txt: ${"a long line that must not widen the page ".repeat(8)}`);
    await chat.question("write_file").waitFor();
    const overflow = await chat.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const always = chat.question("write_file").getByRole("button", { name: "Always narrow.txt" });
    expect(await always.evaluate((button) => button.scrollWidth - button.clientWidth)).toBeLessThanOrEqual(0);
    const deny = chat.question("write_file").getByRole("button", { name: "Deny" });
    const box = await deny.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(844);
  });
});
