import { describe, expect, it } from "vitest";
import { drawBarChart } from "./bar-chart.ts";

const bar = (title: string, value: number) => ({
  title,
  value,
  lowest: value / 2,
  highest: value * 2,
  colour: 0,
});

describe("a bar chart", () => {
  const chart = drawBarChart({
    title: "CPU & <time>",
    digits: 1,
    groups: [
      { title: "50×16", bars: [bar("ours", 1), bar("theirs", 4)] },
      { title: "1×1", bars: [bar("none", 0)] },
    ],
  });

  it("draws every bar on one scale, with its value and the ends of its rounds", () => {
    const widths = [...chart.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths).toHaveLength(3);
    expect(widths[1]).toBeCloseTo(widths[0]! * 4, 0);
    expect(widths[2]).toBe(1);
    const [, x1, x2] = /<line class="whisker" x1="([\d.]+)"[^>]* x2="([\d.]+)"/.exec(chart) ?? [];
    expect(Number(x1)).toBeCloseTo(210 + widths[0]! / 2, 0);
    expect(Number(x2)).toBeCloseTo(210 + widths[0]! * 2, 0);
    for (const text of ["50×16", "1×1", "ours", "theirs", ">1.0<", ">4.0<"]) expect(chart).toContain(text);
  });

  it("escapes what would be markup, and stays within its frame", () => {
    expect(chart).toContain("<title>CPU &amp; &lt;time&gt;</title>");
    const height = Number(/height="(\d+(?:\.\d+)?)" role/.exec(chart)?.[1]);
    const bottoms = [...chart.matchAll(/ y="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(Math.max(...bottoms)).toBeLessThan(height);
  });

  it("is readable on light pages and on dark ones", () => {
    expect(chart).toContain("@media (prefers-color-scheme:dark)");
  });
});
