import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { startBrowser } from "./browser.ts";
import { type ChatPage, openChat } from "./chat-page.ts";
import { buildWebApp } from "./web-app.ts";

/** What a test needs of its server here. */
export interface SuiteServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** What the tests of a suite share. It is there while they run, not while they are declared. */
export interface BrowserSuite<S extends SuiteServer> {
  readonly server: S;
  /**
   * Opens the application in a tab of its own, at the server's address unless another is given. The tab is
   * closed after the test.
   */
  openPage(address?: string): Promise<ChatPage>;
}

const started = await startBrowser();
const skipped = started.browser ? "" : ` (skipped: ${started.unavailableBecause})`;

/**
 * Declares a suite that runs in a browser, against a server of its own and the web application as it is now.
 * Without a browser it is skipped, but never in CI.
 */
export function describeInBrowser<S extends SuiteServer>(
  name: string,
  startServer: () => Promise<S>,
  declare: (suite: BrowserSuite<S>) => void,
): void {
  describe.skipIf(!started.browser && !process.env.CI)(`${name}${skipped}`, () => {
    const running: { server?: S } = {};
    const open: ChatPage[] = [];
    const suite: BrowserSuite<S> = {
      get server() {
        if (running.server === undefined) throw new Error("The server runs while tests do.");
        return running.server;
      },
      async openPage(address = suite.server.url) {
        const chat = await openChat(requireBrowser(), address);
        open.push(chat);
        return chat;
      },
    };

    beforeAll(async () => {
      requireBrowser();
      await buildWebApp();
      running.server = await startServer();
    }, 120_000);

    afterEach(async () => {
      await Promise.all(open.splice(0).map((chat) => chat.close()));
    });

    afterAll(async () => {
      await running.server?.stop();
      if (started.browser) await started.close();
    });

    declare(suite);
  });
}

function requireBrowser(): Browser {
  if (!started.browser) throw new Error(started.unavailableBecause);
  return started.browser;
}
