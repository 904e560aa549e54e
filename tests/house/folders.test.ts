import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const PACKAGES = join(import.meta.dirname, "../../packages");
const MEMBERS = ["protocol", "idl", "engine", "server", "client", "react", "web", "cli"];

/**
 * The rooms of the engine, lowest floor first. A file imports only from its own room and from rooms before
 * it. The files beside the rooms are the top: they put an engine together.
 */
const ENGINE_ROOMS = [
  "kit",
  "http",
  "log",
  "thread",
  "schema",
  "watchdog",
  "model",
  "sandbox",
  "tool",
  "event",
  "grant",
  "delegate",
  "state",
  "store",
  "turn",
  "session",
  "plan",
];

/** Relative modules that a text imports, loads or starts as a thread. */
const SPECIFIER = /(?:from|import)\s*\(?\s*["'](\.[^"']+)["']|new URL\(\s*["'](\.[^"']+)["']/g;

interface Edge {
  readonly from: string;
  readonly to: string;
}

/** The imports inside a member, between files that are named from its `src` folder. */
function edgesOf(member: string): readonly Edge[] {
  const root = join(PACKAGES, member, member === "protocol" ? "." : "src");
  const names = globSync("**/*.{ts,tsx}", {
    cwd: root,
    exclude: (name) => ["node_modules", "dist", "gen"].includes(name),
  }).map((name) => name.replaceAll("\\", "/"));
  const known = new Set(names);
  return names
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .flatMap((from) => {
      const specifiers = [...readFileSync(join(root, from), "utf8").matchAll(SPECIFIER)];
      return specifiers.flatMap(([, imported, started]) => {
        const to = normalize(join(dirname(from), imported ?? started ?? "")).replaceAll("\\", "/");
        return known.has(to) ? [{ from, to }] : [];
      });
    });
}

/**
 * Folders that import each other in a circle, with one import of each step; `undefined` if there are none.
 */
function circleOf(edges: readonly Edge[]): readonly string[] | undefined {
  const targets = new Map<string, Map<string, string>>();
  for (const { from, to } of edges) {
    const [start, end] = [dirname(from), dirname(to)];
    if (start === end) continue;
    const steps = targets.get(start) ?? new Map<string, string>();
    targets.set(start, steps.set(end, `${from} imports ${to}`));
  }
  const done = new Set<string>();
  const visit = (folder: string, path: readonly { folder: string; step: string }[]): string[] | undefined => {
    const at = path.findIndex((each) => each.folder === folder);
    if (at >= 0) return path.slice(at).map(({ step }) => step);
    if (done.has(folder)) return undefined;
    for (const [next, step] of targets.get(folder) ?? []) {
      const circle = visit(next, [...path, { folder, step }]);
      if (circle !== undefined) return circle;
    }
    done.add(folder);
    return undefined;
  };
  for (const folder of targets.keys()) {
    const circle = visit(folder, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

describe("the folders of a member", () => {
  it.each(MEMBERS)("import each other in no circle: %s", (member) => {
    const edges = edgesOf(member);
    expect(edges.length).toBeGreaterThan(3);
    expect(circleOf(edges)).toBeUndefined();
  });

  it("are found in a circle where there is one", () => {
    const edges = [
      { from: "a/one.ts", to: "b/two.ts" },
      { from: "b/two.ts", to: "b/three.ts" },
      { from: "b/three.ts", to: "a/four.ts" },
    ];
    expect(circleOf(edges)).toEqual(["a/one.ts imports b/two.ts", "b/three.ts imports a/four.ts"]);
  });

  it("follow the floors of the engine", () => {
    const roomOf = (file: string): string => (file.includes("/") ? (file.split("/")[0] ?? "") : "");
    const floorOf = (file: string): number =>
      roomOf(file) === "" ? ENGINE_ROOMS.length : ENGINE_ROOMS.indexOf(roomOf(file));
    const edges = edgesOf("engine");
    const unnamed = edges.flatMap(({ from }) => (floorOf(from) < 0 ? [from] : []));
    expect(unnamed).toEqual([]);
    const upward = edges.filter(({ from, to }) => floorOf(from) < floorOf(to));
    expect(upward.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });
});
