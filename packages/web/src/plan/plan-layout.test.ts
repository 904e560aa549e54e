import type { PlanTask } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { curveThrough, isDrawable, layoutPlan, taskSize } from "./plan-layout.ts";

const task = (id: string, dependsOn: string[] = []): PlanTask => ({ id, kind: "no_op", dependsOn });

const diamond = {
  name: "diamond",
  tasks: [task("end", ["left", "right"]), task("left", ["start"]), task("right", ["start"]), task("start")],
};

describe("layoutPlan", () => {
  it("puts what depends on something below it, and keeps the plan's order", () => {
    const { tasks } = layoutPlan(diamond);
    expect(tasks.map(({ taskId }) => taskId)).toEqual(["end", "left", "right", "start"]);
    const y = Object.fromEntries(tasks.map((placed) => [placed.taskId, placed.y]));
    expect(y.start).toBeLessThan(y.left!);
    expect(y.left).toBe(y.right);
    expect(y.left).toBeLessThan(y.end!);
  });

  it("lets no task cover another, and keeps all inside", () => {
    const { tasks, width, height } = layoutPlan(diamond);
    for (const { x, y } of tasks) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + taskSize.width).toBeLessThanOrEqual(width);
      expect(y + taskSize.height).toBeLessThanOrEqual(height);
    }
    const [left, right] = ["left", "right"].map((id) => tasks.find(({ taskId }) => taskId === id)!);
    expect(Math.abs(left!.x - right!.x)).toBeGreaterThanOrEqual(taskSize.width);
  });

  it("draws an edge for each dependency, an input too, and none to a task that is not there", () => {
    const tasks = [task("a"), { ...task("b", ["gone"]), inputs: { text: "a" } }];
    expect(layoutPlan({ name: "x", tasks }).edges).toMatchObject([{ from: "a", to: "b" }]);
  });

  it("makes room for an edge that leads around the tasks", () => {
    const tasks = [task("a"), task("b"), task("c", ["b"]), task("d", ["a", "b"])];
    const { edges, width } = layoutPlan({ name: "x", tasks });
    const xs = edges.flatMap(({ path }) => [...path.matchAll(/(-?[\d.]+),/g)].map(([, x]) => Number(x)));
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...xs)).toBeLessThanOrEqual(width - 20);
  });
});

describe("isDrawable", () => {
  const chain = (count: number) =>
    Array.from({ length: count }, (_, index) => task(`t${index}`, index === 0 ? [] : [`t${index - 1}`]));

  it("takes tasks and their dependencies together", () => {
    expect(isDrawable({ name: "chain", tasks: chain(150) })).toBe(true);
    expect(isDrawable({ name: "chain", tasks: chain(151) })).toBe(false);
  });
});

describe("curveThrough", () => {
  it("begins at the first point and ends at the last", () => {
    const points = [
      { x: 0, y: 0 },
      { x: 5, y: 10 },
      { x: 9, y: 15 },
      { x: 10, y: 20 },
    ];
    expect(curveThrough(points)).toBe("M0,0 Q5,10 7,12.5 Q9,15 10,20");
    expect(curveThrough(points.slice(0, 2))).toBe("M0,0 L5,10");
    expect(curveThrough([])).toBe("");
  });
});
