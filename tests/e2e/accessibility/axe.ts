import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * How a screen is looked at: with one of the themes, in the colours of the system, on a wide or a narrow
 * window.
 */
export interface Look {
  readonly name: string;
  readonly colorScheme: "light" | "dark";
  readonly forcedColors: "active" | "none";
  readonly width: number;
}

/** Every look that a screen has to be usable in. */
export const looks: readonly Look[] = [
  { name: "light", colorScheme: "light", forcedColors: "none", width: 1280 },
  { name: "dark", colorScheme: "dark", forcedColors: "none", width: 1280 },
  { name: "light and narrow", colorScheme: "light", forcedColors: "none", width: 360 },
  { name: "dark and narrow", colorScheme: "dark", forcedColors: "none", width: 360 },
  { name: "forced colours", colorScheme: "dark", forcedColors: "active", width: 1280 },
];

/**
 * What axe finds on the screen as it is, in every look: one line for each element, empty when there is
 * nothing.
 */
export async function findBarriers(page: Page, shownIn: readonly Look[] = looks): Promise<readonly string[]> {
  const found: string[] = [];
  await page.evaluate(axeSource);
  for (const { name, colorScheme, forcedColors, width } of shownIn) {
    await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    await whenStill(page);
    const results: AxeResults = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
    for (const { id, impact, nodes } of results.violations) {
      for (const { html, any, all } of nodes) {
        const why = [...any, ...all].map(({ message }) => message).join("; ");
        found.push(`${name}: ${id} (${impact}): ${html.slice(0, 160)}: ${why.slice(0, 240)}`);
      }
    }
  }
  return found;
}

/** Resolves when the look has been applied and nothing fades any more. */
async function whenStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
