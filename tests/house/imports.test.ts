import { globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Which members a member may import. What is not here is not allowed, types included. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  idl: ["protocol"],
  engine: ["protocol"],
  server: ["protocol", "engine"],
  client: ["protocol"],
  react: ["client"],
  web: ["protocol", "client", "react"],
  cli: ["protocol", "idl", "engine", "server", "client"],
};

/** Members that a browser loads: nothing of Node may be in them. */
const BROWSER_MEMBERS = ["protocol", "client", "react"];

/** Packages that only one folder of a member may name. */
const CONFINED: readonly { readonly pattern: RegExp; readonly folder: string }[] = [
  { pattern: /^(ai|@ai-sdk\/.*|@openrouter\/.*)$/, folder: "packages/engine/src/model/provider/" },
  { pattern: /^@modelcontextprotocol\//, folder: "packages/engine/src/tool/mcp/" },
  { pattern: /^node:sqlite$/, folder: "packages/engine/src/log/" },
  { pattern: /^ws$/, folder: "packages/server/src/connection/" },
  { pattern: /^(fastify|@fastify\/.*)$/, folder: "packages/server/src/" },
];

/** An import or a re-export, for its side effects, static or dynamic. */
const STATEMENT =
  /^(?:import|export)\s+(?:type\s+)?(?:[\w*\s,]*\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+)\s+from\s+["']([^"']+)["']|^import\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;

interface Import {
  readonly file: string;
  readonly member: string;
  readonly specifier: string;
}

function sourcesOf(member: string): string[] {
  const patterns = ["ts", "tsx"].map((extension) => `packages/${member}/**/*.${extension}`);
  return globSync(patterns, { cwd: ROOT, exclude: (name) => name === "node_modules" || name === "dist" })
    .filter((file) => !/\.test\.tsx?$|\.config\.ts$|build-if-stale\.ts$/.test(file))
    .map((file) => file.replaceAll("\\", "/"));
}

function importsOf(file: string, member: string): Import[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const statements = text.matchAll(STATEMENT);
  return [...statements].map(([, fixed, bare, dynamic]) => ({
    file,
    member,
    specifier: fixed ?? bare ?? dynamic ?? "",
  }));
}

const imports = Object.keys(ALLOWED).flatMap((member) =>
  sourcesOf(member).flatMap((file) => importsOf(file, member)),
);

const isRelative = ({ specifier }: Import): boolean => specifier.startsWith(".");
const describeImport = ({ file, specifier }: Import): string => `${file} imports ${specifier}`;

describe("the direction of imports", () => {
  it("finds the members and their imports", () => {
    for (const member of Object.keys(ALLOWED)) {
      expect(imports.filter((each) => each.member === member).length, member).toBeGreaterThan(3);
    }
  });

  it("goes from member to member only where the architecture says so", () => {
    const wrong = imports.filter(({ member, specifier }) => {
      const target = /^@aiwhisperer\/([\w-]+)/.exec(specifier)?.[1];
      return target !== undefined && target !== member && !ALLOWED[member]?.includes(target);
    });
    expect(wrong.map(describeImport)).toEqual([]);
  });

  it("crosses a member's border by its package name only", () => {
    const wrong = imports.filter(isRelative).filter(({ file, member, specifier }) => {
      const target = normalize(join(dirname(file), specifier));
      return relative(`packages/${member}`, target).startsWith("..");
    });
    expect(wrong.map(describeImport)).toEqual([]);
  });

  it("lets only declared dependencies in", () => {
    const wrong = imports.filter(({ member, specifier }) => {
      if (specifier.startsWith(".") || specifier.startsWith("node:")) return false;
      const manifest = JSON.parse(readFileSync(join(ROOT, "packages", member, "package.json"), "utf8"));
      const name = specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
      return ![
        manifest.name,
        ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
      ].includes(name);
    });
    expect(wrong.map(describeImport)).toEqual([]);
  });

  it("keeps Node out of what a browser loads", () => {
    const isBuiltin = (specifier: string): boolean =>
      specifier.startsWith("node:") || builtinModules.includes(specifier);
    const wrong = imports.filter(
      ({ member, specifier }) => BROWSER_MEMBERS.includes(member) && isBuiltin(specifier),
    );
    expect(wrong.map(describeImport)).toEqual([]);
  });

  it("confines vendors, database, HTTP and sockets to their rooms", () => {
    const wrong = imports.filter(({ file, member, specifier }) =>
      CONFINED.some(
        ({ pattern, folder }) =>
          pattern.test(specifier) && folder.startsWith(`packages/${member}/`) && !file.startsWith(folder),
      ),
    );
    expect(wrong.map(describeImport)).toEqual([]);
  });

  it("has no cycle of files", () => {
    const edges = new Map<string, string[]>();
    for (const each of imports.filter(isRelative)) {
      const target = normalize(join(dirname(each.file), each.specifier));
      edges.set(each.file, [...(edges.get(each.file) ?? []), target]);
    }
    expect(findCycle(edges)).toBeUndefined();
  });
});

/** The first cycle found, as the files along it. */
function findCycle(edges: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    if (done.has(file)) return undefined;
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
