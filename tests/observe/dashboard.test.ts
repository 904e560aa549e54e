import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startObservedServer } from "./support/observed-server.ts";

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}

const FILE = new URL("../../deploy/grafana/aiwhisperer.json", import.meta.url);
const dashboard = JSON.parse(readFileSync(FILE, "utf8")) as { readonly panels: readonly Panel[] };
const expressions = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
const named = new Set(expressions.flatMap((expr) => expr.match(/\baiwhisperer_[a-z_]+/g) ?? []));

/** The name under which a metric is declared: a histogram's numbers have further ends. */
function declaredName(name: string, types: ReadonlyMap<string, string>): string {
  const stem = name.replace(/_(bucket|sum|count)$/, "");
  return types.get(stem) === "histogram" ? stem : name;
}

function overlap({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

describe("the Grafana dashboard", () => {
  it("shows metrics that the server has, and every one of them", async () => {
    const { types } = await (await startObservedServer()).scrape();
    const shown = new Set([...named].map((name) => declaredName(name, types)));
    expect([...shown].toSorted()).toEqual([...types.keys()].toSorted());
  });

  it("takes rates of what only grows, and of nothing else", async () => {
    const { types } = await (await startObservedServer()).scrape();
    for (const name of named) {
      const grows = types.get(declaredName(name, types)) !== "gauge";
      const wrong = expressions.filter(
        (expr) => expr.includes(`${name}{`) && expr.includes(`rate(${name}{`) !== grows,
      );
      expect(wrong, name).toEqual([]);
    }
  });

  it("has its panels side by side", () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const pairs = panels.flatMap((a, index) => panels.slice(index + 1).map((b) => [a, b] as const));
    expect(pairs.filter(([a, b]) => overlap(a, b)).map(([a, b]) => `${a.title} and ${b.title}`)).toEqual([]);
  });
});
