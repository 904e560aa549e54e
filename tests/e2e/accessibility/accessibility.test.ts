import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorkspaceTools, type ToolSource } from "@aiwhisperer/engine";
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { startTestServer } from "../../support/server.ts";
import type { ChatPage } from "../chat-page.ts";
import { describeInBrowser } from "../describe-in-browser.ts";
import { describeTools } from "../tools-page.ts";
import { webAppFolder } from "../web-app.ts";
import { createAllKindsModel } from "./all-kinds-model.ts";
import { findBarriers, looks } from "./axe.ts";

/** A tool that asks a person for fields of every kind. */
const asking: ToolSource = {
  name: "asking",
  list: () => [
    {
      tool: {
        name: "ask_all",
        description: "Asks.",
        inputSchema: { type: "object" },
        effect: "read",
        isRepeatable: true,
        run: async (_args, { ask }) => ({
          result: await ask({
            text: "What do you want?",
            schema: {
              type: "object",
              properties: {
                name: { type: "string", title: "Your name", description: "As others write it." },
                size: { type: "string", enum: ["s", "l"] },
                loud: { type: "boolean" },
                count: { type: "integer" },
                extras: { type: "array", title: "Extras", items: { type: "string", enum: ["x", "y"] } },
              },
              required: ["name"],
            },
          }),
          isError: false,
        }),
      },
    },
  ],
};

async function startServerWithAllKinds() {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-axe-"));
  const tools = await createWorkspaceTools({ root: folder });
  const source: ToolSource = { name: "built-in", list: () => tools.map((tool) => ({ tool })) };
  const server = await startTestServer({
    models: createAllKindsModel().catalog,
    engine: { tools: [source, asking] },
    server: { webAppFolder },
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describeInBrowser("the page for everybody", startServerWithAllKinds, (suite) => {
  const open = async (): Promise<ChatPage> => {
    const chat = await suite.openPage();
    chat.page.setDefaultTimeout(20_000);
    return chat;
  };
  const expectNoBarriers = async (page: Page, shownIn = looks) => {
    expect(await findBarriers(page, shownIn)).toEqual([]);
  };

  /**
   * A window of 1280 × 800 that is enlarged to 200 % shows the element once it is scrolled to, and it works.
   */
  const expectReachable = async (page: Page, button: Locator) => {
    await page.setViewportSize({ width: 640, height: 400 });
    await button.scrollIntoViewIfNeeded();
    await button.click({ trial: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  };

  it("has no barrier where a conversation begins, and in its dialogs and menus", {
    timeout: 180_000,
  }, async () => {
    const { page, ...chat } = await open();
    await page.getByText("Connected").waitFor();
    await expectNoBarriers(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const name of ["Keyboard", "Tool servers"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await page.getByRole("dialog").waitFor();
      await expectNoBarriers(page);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await chat.send("hello");
    await chat.whenComplete();
    await page.getByRole("button", { name: "Conversation menu" }).click();
    await page.getByRole("menu").waitFor();
    await expectNoBarriers(
      page,
      looks.filter(({ width }) => width === 1280),
    );
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByRole("alertdialog").waitFor();
    await expectNoBarriers(page);
    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByRole("button", { name: "Open the list of conversations" }).click();
    await page.getByRole("dialog").waitFor();
    await expectNoBarriers(
      page,
      looks.filter(({ width }) => width === 360),
    );
  });

  it("has no barrier in a conversation with every kind of entry", { timeout: 240_000 }, async () => {
    const chat = await open();
    const tools = describeTools(chat);
    const { page } = chat;
    await chat.send("think");
    await chat.whenComplete();
    await page.locator("[data-answer] .hljs-keyword").first().waitFor();
    await page.locator("summary").click();
    await expectNoBarriers(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await chat.send("run");
    await tools.question("run_command").waitFor();
    await expectNoBarriers(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await tools.answerByKey("run_command", "y");
    await tools.cardIn("run_command", "done").waitFor();
    await tools.toggle("run_command");
    await page.locator(".ansi-1").first().waitFor();
    expect(await page.locator("[data-tool=run_command] pre").last().innerText()).not.toMatch(/\[3\dm/);
    await expectNoBarriers(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await chat.send("write");
    await tools.question("write_file").waitFor();
    await expectNoBarriers(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await tools.answerByKey("write_file", "n");
    await expectNoBarriers(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("button", { name: "Deny" }).click();
    await tools.whenAnswered("That was it.");
    await chat.send("fail");
    await page.getByText("out of order").first().waitFor();
    await chat.send("wait");
    // The many sizes of the window have moved the view.
    await page.getByRole("log").evaluate((log) => {
      log.scrollTop = log.scrollHeight;
    });
    await page.getByText("A beginning").waitFor();
    await chat.send("queued");
    await page.getByText("Queued: answered").waitFor();
    await expectNoBarriers(page);
  });

  it("has no barrier in the form of a question", { timeout: 120_000 }, async () => {
    const chat = await open();
    await chat.send("ask");
    const tools = describeTools(chat);
    await Promise.race([chat.page.locator("[data-ask]").waitFor(), tools.answerByKey("ask_all", "y")]).catch(
      () => undefined,
    );
    const form = chat.page.locator("[data-ask]");
    await form.waitFor();
    await expectNoBarriers(chat.page);
    await form.getByRole("button", { name: "Answer" }).click();
    await form.getByText("This is required.").waitFor();
    await expectNoBarriers(chat.page);
    await expectReachable(chat.page, form.getByRole("button", { name: "Answer" }));
  });

  it("has no barrier in a plan, its tasks and where one is begun", { timeout: 180_000 }, async () => {
    const { page } = await open();
    const plan = {
      name: "A plan",
      tasks: [
        { id: "first", kind: "ai_interaction", title: "Say it", instructions: "hello" },
        { id: "second", kind: "ai_interaction", title: "Fail", instructions: "fail", dependsOn: ["first"] },
        { id: "third", kind: "no_op", dependsOn: ["second"] },
      ],
    };
    await page.getByRole("button", { name: /plan/i }).first().click();
    await page.getByRole("dialog").waitFor();
    await expectNoBarriers(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("dialog").getByRole("textbox").fill(JSON.stringify(plan));
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^(Start|Run)/ })
      .click();
    await page.getByRole("heading", { name: "A plan" }).waitFor();
    await page.getByText("3 of 3 tasks ended").waitFor();
    await expectNoBarriers(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("button", { name: /Fail/ }).first().click();
    await expectNoBarriers(page);
  });

  it("has no barrier in a plan whose task asks for a decision", { timeout: 120_000 }, async () => {
    const chat = await open();
    const { page } = chat;
    await page.getByRole("button", { name: /plan/i }).first().click();
    const tasks = [{ id: "first", kind: "ai_interaction", title: "Write it", instructions: "write" }];
    await page
      .getByRole("dialog")
      .getByRole("textbox")
      .fill(JSON.stringify({ name: "An asking plan", tasks }));
    await page.getByRole("dialog").getByRole("button", { name: "Run" }).click();
    const question = describeTools(chat).question("write_file");
    await question.waitFor();
    await expectNoBarriers(page);
    await expectReachable(page, question.getByRole("button", { name: "Deny…" }));
  });

  it("has no barrier where there is no conversation, or no connection", { timeout: 120_000 }, async () => {
    const { page } = await open();
    await page.goto(`${suite.server.url}/#/s/none`);
    await page
      .getByText(/not|lost|no conversation/i)
      .first()
      .waitFor();
    await expectNoBarriers(page);
    await page.context().setOffline(true);
    await expectNoBarriers(page);
    await page.context().setOffline(false);
  });

  it("has no barrier in the page of the contract", { timeout: 240_000 }, async () => {
    const { page } = await suite.openPage(`${suite.server.url}/docs`);
    await page.getByRole("heading", { name: "Methods" }).waitFor();
    await page.getByRole("searchbox", { name: "Find" }).fill("cancels turn");
    await expectNoBarriers(page);
  });
});
