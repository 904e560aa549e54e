import { expect, it } from "vitest";
import type { ChatPage } from "./chat-page.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startToolServer } from "./tool-server.ts";
import { describeTools, type ToolsPage } from "./tools-page.ts";

/** A command that says something, waits for a file, and says something else. */
const waitFor = (file: string) => `echo begun; until [ -e ${file} ]; do sleep 0.02; done; echo ended`;

describeInBrowser("tool calls in a browser", startToolServer, (suite) => {
  const openPage = async (message: string): Promise<ChatPage & ToolsPage> => {
    const chat = await suite.openPage();
    await chat.send(message);
    return { ...chat, ...describeTools(chat) };
  };

  it("stand between the answers, and unfold to what was given and what came of it", async () => {
    await suite.server.write("notes.txt", "first line\nsecond line\n");
    const chat = await openPage("Read notes.txt");
    await chat.whenAnswered("Here is");
    const kinds = await chat.page
      .locator("[data-row]")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row")));
    expect(kinds).toEqual(["user", "assistant", "tools", "assistant"]);

    const card = chat.cardIn("read_file", "done");
    expect(await card.getByRole("button").innerText()).toMatch(/read_file\s+notes\.txt\s+Done/);
    expect(await card.getByText("second line").count()).toBe(0);
    await chat.toggle("read_file");
    await card.getByText('"path": "notes.txt"').waitFor();
    await card.getByText("second line").waitFor();
    await chat.toggle("read_file");
    expect(await card.getByText("second line").count()).toBe(0);
  });

  it.each([900, 480])(
    "stay where they are when they are unfolded, on a screen %i pixels high",
    async (height) => {
      await suite.server.write("still.txt", "one\ntwo\nthree\n");
      const chat = await openPage("Read still.txt");
      await chat.whenAnswered("Here is");
      await chat.page.setViewportSize({ width: 1280, height });
      const head = chat.card("read_file").getByRole("button").first();
      await head.scrollIntoViewIfNeeded();
      const before = await head.boundingBox();
      await head.click();
      await chat.card("read_file").getByText('"path": "still.txt"').waitFor();
      // Two frames are what the list takes to put things in place.
      await chat.page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
      expect((await head.boundingBox())?.y).toBeCloseTo(before?.y ?? Number.NaN, 0);
    },
  );

  it("show their arguments while the model writes them", async () => {
    const words = Array.from({ length: 900 }, (_, index) => `word${index}`).join(" ");
    const chat = await openPage(`Write drafted.txt: ${words}`);
    const draft = chat.page.locator('[data-draft="write_file"]');
    await draft.getByText(/word\d+/).waitFor();
    await draft.getByText(/Writing arguments… [\d,]+ characters/).waitFor();
    expect(await chat.card("write_file").count()).toBe(0);
    await chat.question("write_file").waitFor();
    await expect.poll(() => draft.count()).toBe(0);
  });

  it("stand together when they were made together", async () => {
    await suite.server.write("one.txt", "one");
    await suite.server.write("two.txt", "two");
    const chat = await openPage("Read one.txt and two.txt");
    await chat.whenAnswered("two.txt");
    const group = chat.page.getByRole("list", { name: "2 tool calls, made together" });
    expect(await group.locator('[data-tool="read_file"][data-phase="done"]').count()).toBe(2);
  });

  it("say on the card why they failed", async () => {
    const chat = await openPage("Read missing.txt");
    const card = chat.cardIn("read_file", "failed");
    await card.waitFor();
    expect(await card.innerText()).toMatch(/Failed\s+missing\.txt does not exist/);
  });

  it("show the beginning of a long result, and on request the whole", async () => {
    const lines = Array.from({ length: 90 }, (_, index) => `line number ${index + 1}`);
    await suite.server.write("long.txt", `${lines.join("\n")}\n`);
    const chat = await openPage("Read long.txt");
    await chat.cardIn("read_file", "done").waitFor();
    await chat.toggle("read_file");
    const card = chat.card("read_file");
    await card.getByText("line number 1", { exact: false }).first().waitFor();
    expect(await card.getByText("line number 90").count()).toBe(0);
    await card.getByRole("button", { name: /Show all/ }).click();
    await card.getByText("line number 90").waitFor();
  });

  it("show what a command prints while it runs", async () => {
    const chat = await openPage(`Run ${waitFor("run.go")}`);
    await chat.answerByKey("run_command", "y");
    const running = chat.cardIn("run_command", "running");
    await running.getByText("begun", { exact: true }).waitFor();
    await expect.poll(() => running.innerText()).toMatch(/Running\s+\d+ s/);
    await suite.server.write("run.go", "");
    await chat.cardIn("run_command", "done").waitFor();
    await chat.whenAnswered("ended");
  });

  it("are cancelled with the answer", async () => {
    const chat = await openPage(`Run ${waitFor("never.go")}`);
    await chat.answerByKey("run_command", "y");
    await chat.cardIn("run_command", "running").waitFor();
    await chat.composer.press("Escape");
    await chat.cardIn("run_command", "cancelled").waitFor();
    await chat.page.locator("[data-ending]").waitFor();
  });

  it("are held with their session, and go on with it, on every screen", async () => {
    const chat = await openPage(`Run ${waitFor("pause.go")}`);
    await chat.answerByKey("run_command", "y");
    await chat.cardIn("run_command", "running").waitFor();
    const other = await suite.openPage(chat.page.url());
    await chat.page.keyboard.press("Alt+p");
    for (const { page } of [chat, other]) await page.getByText("Paused, with all time limits.").waitFor();
    await suite.server.write("pause.go", "");
    await chat.cardIn("run_command", "done").waitFor();
    expect(await chat.answers.count()).toBe(1);

    await other.page.getByRole("status").getByRole("button", { name: "Resume" }).click();
    await chat.whenAnswered("ended");
    await expect.poll(() => chat.page.getByText("Paused, with all time limits.").count()).toBe(0);
  });
});
