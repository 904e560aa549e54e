import { describe, expect, it } from "vitest";
import { MetricSet } from "./metric-set.ts";

describe("MetricSet", () => {
  it("writes counts by their labels, each under the project's prefix", async () => {
    const metrics = new MetricSet();
    const counts = metrics.counts({ name: "things_total", help: "Things.", labels: ["kind", "code"] });
    counts.add(["a", "1"]);
    counts.add(["a", "1"], 2);
    counts.add(["b", "1"]);
    expect((await metrics.page()).text.trim().split("\n")).toEqual([
      "# HELP aiwhisperer_things_total Things.",
      "# TYPE aiwhisperer_things_total counter",
      'aiwhisperer_things_total{kind="a",code="1"} 3',
      'aiwhisperer_things_total{kind="b",code="1"} 1',
    ]);
  });

  it("writes a histogram's buckets, sum and count", async () => {
    const metrics = new MetricSet();
    const sizes = metrics.histogram({ name: "sizes", help: "Sizes.", bounds: [1, 2], label: "kind" });
    for (const size of [1, 2, 3]) sizes.observe(size, "a");
    expect((await metrics.page()).text.trim().split("\n")).toEqual([
      "# HELP aiwhisperer_sizes Sizes.",
      "# TYPE aiwhisperer_sizes histogram",
      'aiwhisperer_sizes_bucket{kind="a",le="1"} 1',
      'aiwhisperer_sizes_bucket{kind="a",le="2"} 2',
      'aiwhisperer_sizes_bucket{kind="a",le="+Inf"} 3',
      'aiwhisperer_sizes_sum{kind="a"} 6',
      'aiwhisperer_sizes_count{kind="a"} 3',
    ]);
  });

  it("reads a gauge on each scrape, and leaves out one without a value", async () => {
    const metrics = new MetricSet();
    let isThere = true;
    metrics.gauge({ name: "level", help: "Level." }, () => (isThere ? [[[], 7]] : []));
    expect((await metrics.page()).text).toContain("aiwhisperer_level 7");
    isThere = false;
    expect((await metrics.page()).text).not.toContain("aiwhisperer_level 7");
  });

  it("keeps a counter's numbers over any number of readings", async () => {
    const metrics = new MetricSet();
    const counts = metrics.counts({ name: "things_total", help: "Things." });
    counts.add([]);
    const [first, second] = await Promise.all([metrics.page(), metrics.page()]);
    expect(first.text).toContain("aiwhisperer_things_total 1");
    expect(second).toEqual(first);
  });
});
