import type { Locator, Page } from "playwright-core";
import type { ChatPage } from "./chat-page.ts";

/** Tool calls and questions in a tab, in the words of the person who looks at it. */
export interface ToolsPage {
  /** Cards of the calls of a tool, the oldest first. */
  card(toolName: string): Locator;
  /** Cards of a tool that are in a state: `done`, `denied`, … */
  cardIn(toolName: string, phase: string): Locator;
  /** The question about a tool that waits for a decision now. */
  question(toolName: string): Locator;
  /** Unfolds or folds the newest card of a tool. */
  toggle(toolName: string): Promise<void>;
  /** Goes to the question with the keyboard and answers it: `y`, `a`, or `n`. */
  answerByKey(toolName: string, key: "y" | "n"): Promise<void>;
  /** Waits until the newest answer reads so, in part. */
  whenAnswered(text: string | RegExp): Promise<void>;
}

/** The tools of a page of the application. */
export function describeTools({ page, answers }: Pick<ChatPage, "page" | "answers">): ToolsPage {
  const card = (toolName: string) => page.locator(`[data-tool="${toolName}"]`);
  const question = (toolName: string) => page.locator(`[data-question="${toolName}"]`);
  return {
    card,
    cardIn: (toolName, phase) => page.locator(`[data-tool="${toolName}"][data-phase="${phase}"]`),
    question,
    toggle: (toolName) => card(toolName).last().getByRole("button").first().click(),
    async answerByKey(toolName, key) {
      await question(toolName).waitFor();
      await page.keyboard.press("Alt+j");
      await pressUntilTaken(page, question(toolName), key);
    },
    whenAnswered: (text) => answers.last().getByText(text).first().waitFor(),
  };
}

/**
 * A question takes no key in its first moment; a person who presses too early presses again, and not once it
 * has taken one.
 */
async function pressUntilTaken(page: Page, question: Locator, key: string): Promise<void> {
  for (let isTaken = false; !isTaken; ) {
    const hasFocus = await question.evaluate((frame) => frame.contains(document.activeElement));
    if (!hasFocus) throw new Error("the focus is not in the question");
    const pressed = await page.evaluateHandle(() => {
      const record: { event?: KeyboardEvent } = {};
      const note = (event: KeyboardEvent) => {
        record.event = event;
      };
      addEventListener("keydown", note, { capture: true, once: true });
      return record;
    });
    await page.keyboard.press(key);
    isTaken = await pressed.evaluate(({ event }) => event?.defaultPrevented === true);
  }
}
