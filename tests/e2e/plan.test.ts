import { type Plan, TaskFailureAction, TaskStatus } from "@aiwhisperer/client";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { ChatPage } from "./chat-page.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { startToolServer } from "./tool-server.ts";
import { describeTools, type ToolsPage } from "./tools-page.ts";

const say = (id: string, words: string, ...dependsOn: string[]) => ({
  id,
  kind: "ai_interaction",
  title: `Say ${words}`,
  instructions: `repeat ${words}`,
  dependsOn,
});

const diamond: Plan = {
  name: "A diamond",
  tasks: [
    say("start", "begin"),
    say("left", "left", "start"),
    say("right", "right", "start"),
    { id: "end", kind: "no_op", title: "Both are there", dependsOn: ["left", "right"] },
  ],
};

/** A plan whose first task waits for a file, and asks before. */
const waiting = (file: string): Plan => ({
  name: `Wait for ${file}`,
  tasks: [
    {
      id: "wait",
      kind: "ai_interaction",
      instructions: `Run echo begun; until [ -e ${file} ]; do sleep 0.02; done; echo ended`,
    },
    say("after", "afterwards", "wait"),
  ],
});

describeInBrowser("a plan in a browser", startToolServer, (suite) => {
  const openPage = async (address?: string): Promise<ChatPage & ToolsPage> => {
    const chat = await suite.openPage(address);
    return { ...chat, ...describeTools(chat) };
  };
  /** Opens a page and runs a plan from it by pasting its text. */
  const runPlan = async (plan: Plan): Promise<ChatPage & ToolsPage> => {
    const chat = await openPage();
    await paste(chat.page, JSON.stringify(plan));
    await chat.page.getByRole("heading", { name: plan.name }).waitFor();
    return chat;
  };

  it("is pasted as JSON, drawn as a graph, and followed until it has completed", async () => {
    const { page } = await runPlan(diamond);
    await whenPlanIs(page, "Completed");
    expect(await statuses(page)).toEqual(
      Object.fromEntries(diamond.tasks.map(({ id }) => [id, String(TaskStatus.Completed)])),
    );
    await page.getByText("4 of 4 tasks ended").waitFor();
    const y = async (id: string) => (await task(page, id).boundingBox())?.y ?? 0;
    expect(await y("start")).toBeLessThan(await y("left"));
    expect(await y("left")).toBe(await y("right"));
    expect(await y("right")).toBeLessThan(await y("end"));
  });

  it("is still in its field after the dialog is closed and the page is loaded again, until it is started", async () => {
    const { page } = await openPage();
    const field = page.getByLabel("Plan as JSON");
    const open = () => page.getByRole("button", { name: "Run a plan…" }).click();
    await open();
    await field.fill(JSON.stringify({ name: "Kept", tasks: [say("only", "kept")] }));
    await page.keyboard.press("Escape");
    await page.reload();
    await open();
    expect(await field.inputValue()).toContain("Kept");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await whenPlanIs(page, "Completed");
    await page.goto(suite.server.url);
    await open();
    expect(await field.inputValue()).toBe("");
  });

  it("is completed in the colour of caution where tasks failed, and names what of it is ignored", async () => {
    const failing = {
      ...say("wrong", "x"),
      instructions: "fail with 401",
      onFailure: TaskFailureAction.Continue,
    };
    const odd = { ...failing, colour: "red" };
    const { page } = await runPlan({
      name: "Half a plan",
      tasks: [odd, say("after", "still here", "wrong")],
    });
    await page.getByText("2 of 2 tasks ended · 1 failed").waitFor();
    const status = page.locator("[data-plan-status]");
    await expect.poll(() => status.innerText()).toBe("Completed, 1 failed");
    expect(await status.getAttribute("class")).toContain("text-caution");
    expect(await page.locator("[data-ignored]").innerText()).toBe("Not known, ignored: /tasks/0/colour");
  });

  it("can be gone through with the keyboard: a task, its result, its conversation, and back", async () => {
    const { page, answers } = await runPlan({ name: "By keyboard", tasks: [say("only", "with keys alone")] });
    await whenPlanIs(page, "Completed");
    await task(page, "only").focus();
    await page.keyboard.press("Enter");
    const details = page.getByRole("complementary", { name: "Task Say with keys alone" });
    await details.getByText("with keys alone", { exact: true }).waitFor();
    await details.getByRole("link", { name: "Open its conversation" }).press("Enter");
    await answers.getByText("with keys alone").waitFor();
    await page
      .getByRole("navigation", { name: "Plan of this conversation" })
      .getByRole("link")
      .press("Enter");
    await whenPlanIs(page, "Completed");
  });

  it("is shown as a list as well", async () => {
    const { page } = await runPlan({ ...diamond, name: "As a list" });
    await page.getByRole("button", { name: "List", exact: true }).click();
    const list = page.getByRole("list", { name: "Tasks" });
    await list.getByText("after left, right").waitFor();
    expect(await list.getByRole("button").count()).toBe(4);
  });

  it("is refused with each fault and its place", async () => {
    const { page } = await openPage();
    await paste(page, '{"name": ');
    const faults = page.getByRole("alert", { name: "Errors in the plan" });
    await faults.getByText("This is not JSON").waitFor();

    const broken = { name: "Broken", tasks: [say("a", "a", "gone"), { id: "b", kind: "no such kind" }] };
    await page.getByRole("textbox", { name: "Plan as JSON" }).fill(JSON.stringify(broken));
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await faults.getByText("/tasks/0/dependsOn/0").waitFor();
    await faults.getByText("/tasks/1/kind").waitFor();
  });

  it("asks for its tasks, is paused and resumed, and shows the same on every screen", async () => {
    const chat = await runPlan(waiting("plan.go"));
    const { page } = chat;
    await chat.question("run_command").getByText("Task “wait”").waitFor();
    expect(await task(page, "wait").innerText()).toContain("asks");
    await chat.answerByKey("run_command", "y");
    await chat.question("run_command").waitFor({ state: "detached" });

    const other = await openPage(page.url());
    await page.keyboard.press("Alt+p");
    for (const each of [page, other.page]) await whenPlanIs(each, "Paused");
    expect(await statuses(page)).toMatchObject({ wait: String(TaskStatus.Paused) });
    await suite.server.write("plan.go", "");
    await other.page.getByRole("button", { name: "Resume" }).click();
    for (const each of [page, other.page]) await whenPlanIs(each, "Completed");
  });

  it("is stopped after asking", async () => {
    const chat = await runPlan(waiting("never.go"));
    await chat.question("run_command").waitFor();
    await chat.page.getByRole("button", { name: "Stop the plan" }).click();
    await chat.page.getByRole("alertdialog").getByRole("button", { name: "Stop plan" }).click();
    await whenPlanIs(chat.page, "Stopped");
    await chat.question("run_command").waitFor({ state: "detached" });
    expect(await statuses(chat.page)).toMatchObject({ after: String(TaskStatus.Skipped) });
  });
});

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Run a plan…" }).click();
  await page.getByRole("textbox", { name: "Plan as JSON" }).fill(text);
  await page.getByRole("button", { name: "Run", exact: true }).click();
}

async function whenPlanIs(page: Page, status: string): Promise<void> {
  await page.locator("[data-plan-status]").getByText(status, { exact: true }).waitFor();
}

function task(page: Page, id: string) {
  return page.locator(`[data-task="${id}"]`);
}

/** The state of each task as the page has it, as its number in the contract. */
async function statuses(page: Page): Promise<Record<string, string>> {
  const found = await page
    .locator("[data-task]")
    .evaluateAll((tasks) =>
      tasks.map((each) => [each.getAttribute("data-task"), each.getAttribute("data-status")]),
    );
  return Object.fromEntries(found);
}
