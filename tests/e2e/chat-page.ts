import type { Browser, Locator, Page } from "playwright-core";

/** The application in a tab of its own, in the words of the person who uses it. */
export interface ChatPage {
  readonly page: Page;
  readonly composer: Locator;
  readonly answers: Locator;
  /** Writes a message and presses Enter. */
  send(text: string): Promise<void>;
  /** What the newest answer reads, with white space made single. */
  answerText(): Promise<string>;
  /** Waits until the newest answer is longer than a number of characters, and returns how long it is. */
  whenAnswerLongerThan(length: number): Promise<number>;
  /** Waits until the newest answer is complete. */
  whenComplete(): Promise<void>;
  /** The id in the address; throws while there is none. */
  sessionId(): string;
  /** Throws what the page's own scripts threw. */
  close(): Promise<void>;
}

const timeoutMs = 60_000;

/** What of a tab is not as usual. */
export interface ChatPageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
  readonly scale?: number;
}

/**
 * Opens the application in a new tab with nothing stored. The caller closes it; `close` then throws what
 * the page's scripts threw.
 */
export async function openChat(
  browser: Browser,
  address: string,
  options: ChatPageOptions = {},
): Promise<ChatPage> {
  const { width = 1280, height = 800, colorScheme = "light", scale = 1 } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    deviceScaleFactor: scale,
  });
  context.setDefaultTimeout(timeoutMs);
  const page = await context.newPage();
  const faults: Error[] = [];
  page.on("pageerror", (fault) => faults.push(fault));
  await page.goto(address);
  const close = async () => {
    await context.close();
    if (faults.length > 0) throw new AggregateError(faults, `the page has faults: ${faults.join(", ")}`);
  };
  return { ...describePage(page), close };
}

function describePage(page: Page): Omit<ChatPage, "close"> {
  const composer = page.getByRole("textbox", { name: "Message" });
  const answers = page.locator("[data-answer]");
  return {
    page,
    composer,
    answers,
    async send(text) {
      await composer.fill(text);
      await page
        .getByRole("button", { name: /^(Send|Queue) message$/ })
        .and(page.locator(":enabled"))
        .waitFor();
      await composer.press("Enter");
    },
    answerText: async () => normalise(await answers.last().locator(".prose").last().innerText()),
    async whenAnswerLongerThan(length) {
      const measured = await page.waitForFunction((than) => {
        const prose = [...document.querySelectorAll<HTMLElement>("[data-answer] .prose")].at(-1);
        const current = prose?.innerText.length ?? 0;
        return current > than ? current : undefined;
      }, length);
      return Number(await measured.jsonValue());
    },
    whenComplete: () => page.locator('[data-answer="complete"]').last().waitFor(),
    sessionId() {
      const id = /#\/s\/(.+)$/.exec(page.url())?.[1];
      if (!id) throw new Error(`no session in the address ${page.url()}`);
      return decodeURIComponent(id);
    },
  };
}

/** A text with every run of white space as one space. */
export function normalise(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
