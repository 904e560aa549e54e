import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { startBrowser } from "./browser.ts";
import { openChat } from "./chat-page.ts";
import { buildWebApp, webAppFolder } from "./web-app.ts";

const started = await startBrowser();
const skipped = started.browser ? "" : ` (skipped: ${started.unavailableBecause})`;

const attacks = [
  '<script>window.hacked = "script"</script>',
  '<img src=x onerror="window.hacked = 1">',
  "[click](javascript:window.hacked=2)",
  "[click](&#106;avascript:window.hacked=3)",
  "<javascript:window.hacked=4>",
  "![pixel](http://127.0.0.1:9/pixel.png)",
  '<svg onload="window.hacked=5"><iframe srcdoc="<script>parent.hacked=6</script>"></iframe></svg>',
  '<a href="https://example.org" onmouseover="window.hacked=7">x</a>',
  "```html\n<script>window.hacked = 8</script>\n```",
  "[ref]: javascript:window.hacked=9\n\n[ref]",
];

describe.skipIf(!started.browser && !process.env.CI)(`a hostile answer in a browser${skipped}`, () => {
  let server: TestServer;

  beforeAll(async () => {
    await buildWebApp();
    server = await startTestServer({ server: { webAppFolder } });
  }, 120_000);

  afterAll(async () => {
    await server?.stop();
    if (started.browser) await started.close();
  });

  it("runs nothing, loads nothing and leaves no address that could", async () => {
    if (!started.browser) throw new Error(started.unavailableBecause);
    const chat = await openChat(started.browser, server.url);
    const requested: string[] = [];
    const violations: string[] = [];
    chat.page.on("request", (request) => requested.push(request.url()));
    chat.page.on("console", (entry) => {
      if (entry.type() === "error") violations.push(entry.text());
    });
    await chat.send(`repeat ${attacks.join("\n\n")}`);
    await chat.whenComplete();
    for (const link of await chat.answers.getByRole("link").all()) await link.dispatchEvent("mouseover");

    expect(await chat.page.evaluate(() => "hacked" in window)).toBe(false);
    expect(
      await chat.answers.locator("script, iframe, img, object, embed, svg:not([aria-hidden])").count(),
    ).toBe(0);
    const addresses = await chat.answers
      .locator("[href], [src]")
      .evaluateAll((elements) =>
        elements.map((element) => element.getAttribute("href") ?? element.getAttribute("src")),
      );
    expect(addresses.filter((address) => !/^https?:/.test(address ?? ""))).toEqual([]);
    expect(requested.filter((url) => !url.startsWith(server.url))).toEqual([]);
    expect(violations).toEqual([]);
    await chat.close();
  });
});
