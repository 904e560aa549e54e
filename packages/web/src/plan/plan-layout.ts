import type { Plan } from "@aiwhisperer/protocol";
import { Graph, layout } from "@dagrejs/dagre";
import { directDependencies } from "./direct-dependencies.ts";
import { dependenciesOf } from "./plan-task-view.ts";

/** Size of a task in the graph, in CSS pixels at full size. */
export const taskSize = { width: 216, height: 76 } as const;

/** A place in the graph. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** The position of a task: its upper left corner. */
export interface PlacedTask extends Point {
  readonly taskId: string;
}

/** The way from a task to one that depends on it. */
export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  /** In the words of an SVG path. */
  readonly path: string;
}

/** A plan's graph in CSS pixels at full size: what depends on something lies below it. */
export interface PlanLayout {
  readonly width: number;
  readonly height: number;
  /** In the plan's order. */
  readonly tasks: readonly PlacedTask[];
  readonly edges: readonly PlacedEdge[];
}

/**
 * Tasks and dependencies together, above which finding their places would keep the page from everything else
 * for more than a moment.
 */
const maxDrawn = 300;

/** Whether a plan is small enough to be drawn; a larger one would also be too wide to be read. */
export function isDrawable({ tasks }: Plan): boolean {
  let drawn = 0;
  // Stops at the first task too many: a plan can have very many dependencies.
  return tasks.every((task) => {
    drawn += 1 + dependenciesOf(task).length;
    return drawn <= maxDrawn;
  });
}

/**
 * The used part of dagre's graph. Its own declarations name files in a way that the compiler does not find
 * here.
 */
interface LayoutGraph {
  setGraph(label: Readonly<Record<string, string | number>>): void;
  setNode(id: string, size: { readonly width: number; readonly height: number }): void;
  setEdge(from: string, to: string, label: object): void;
  /** The middle of the node, once the layout is made. */
  node(id: string): Point;
  edges(): readonly { readonly v: string; readonly w: string }[];
  edge(edge: { readonly v: string; readonly w: string }): { readonly points: readonly Point[] };
}

/** Space around the graph, in CSS pixels. */
const margin = 20;

/**
 * Finds a place for each task. A dependency that follows from others has no edge of its own, and none leads
 * to a task that the plan does not have.
 */
export function layoutPlan({ tasks }: Plan): PlanLayout {
  const graph: LayoutGraph = new Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 28, ranksep: 48 });
  // dagre writes into what it is given.
  for (const { id } of tasks) graph.setNode(id, { ...taskSize });
  for (const { from, to } of directDependencies(tasks)) graph.setEdge(from, to, {});
  layout(graph);
  const corners = tasks.map(({ id }) => ({ taskId: id, ...cornerOf(graph.node(id)) }));
  const edges = graph.edges().map((edge) => ({ from: edge.v, to: edge.w, ...graph.edge(edge) }));
  // dagre's own measure leaves out the bends of edges.
  const points = [
    ...corners.flatMap(({ x, y }) => [
      { x, y },
      { x: x + taskSize.width, y: y + taskSize.height },
    ]),
    ...edges.flatMap((edge) => edge.points),
  ];
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  const shift = ({ x, y }: Point): Point => ({ x: x - left, y: y - top });
  return {
    width: Math.max(...xs) + margin - left,
    height: Math.max(...ys) + margin - top,
    tasks: corners.map(({ taskId, ...corner }) => ({ taskId, ...shift(corner) })),
    edges: edges.map((edge) => ({
      from: edge.from,
      to: edge.to,
      path: curveThrough(edge.points.map(shift)),
    })),
  };
}

function cornerOf({ x, y }: Point): Point {
  return { x: x - taskSize.width / 2, y: y - taskSize.height / 2 };
}

/** A smooth line from the first point to the last, drawn towards the others. */
export function curveThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return "";
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    const isLast = index === rest.length - 2;
    const end = isLast ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${at(point)} ${at(end)}`;
  });
  return [`M${at(first)}`, ...(bends.length === 0 ? [`L${at(last)}`] : bends)].join(" ");
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}
