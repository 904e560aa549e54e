import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import packagedChromium from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/** A browser, or why there is none. */
export type BrowserStart =
  | { readonly browser: Browser; readonly close: () => Promise<void> }
  | { readonly browser?: undefined; readonly unavailableBecause: string };

const systemBrowsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const packagedFonts = join(tmpdir(), "fonts");

/**
 * Starts a headless Chromium: the one of `AIWHISPERER_TEST_BROWSER`, or that of the npm package, or the
 * machine's. The web's security stays on, unlike with the arguments that the package recommends. The
 * caller closes it.
 */
export async function startBrowser(): Promise<BrowserStart> {
  const failures: string[] = [];
  for (const findPath of [
    () => process.env.AIWHISPERER_TEST_BROWSER,
    () => packagedChromium.executablePath(),
    findSystemBrowser,
  ]) {
    try {
      const executablePath = await findPath();
      if (executablePath) return await launch(executablePath);
    } catch (error) {
      failures.push(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
    }
  }
  return { unavailableBecause: `no Chromium could be started: ${failures.join("; ") || "none was found"}` };
}

function findSystemBrowser(): string | undefined {
  return systemBrowsers.find((path) => existsSync(path));
}

async function launch(executablePath: string) {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-browser-"));
  const fonts = join(folder, "fonts.conf");
  await writeFile(fonts, fontConfiguration(join(folder, "cache")));
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"];
  const browser = await chromium.launch({
    executablePath,
    args,
    env: { ...process.env, FONTCONFIG_FILE: fonts },
  });
  const close = async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { browser, close };
}

/**
 * The machine's fonts and the one that the npm package brings, so that a bare container shows a proportional
 * face too.
 */
function fontConfiguration(cache: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${packagedFonts}</dir><cachedir>${cache}</cachedir></fontconfig>`;
}
