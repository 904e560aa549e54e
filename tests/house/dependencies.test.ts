import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const KINDS = ["dependencies", "devDependencies", "optionalDependencies"] as const;

interface Manifest extends Partial<Record<(typeof KINDS)[number], Readonly<Record<string, string>>>> {
  readonly name?: string;
}

interface Dependency {
  readonly manifest: string;
  readonly name: string;
  readonly version: string;
}

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** What the project and its members ask for of others. */
const dependencies = [
  "package.json",
  ...globSync("{packages,examples}/*/package.json", { cwd: ROOT }),
].flatMap((manifest): readonly Dependency[] => {
  const content: Manifest = JSON.parse(read(manifest));
  const asked = KINDS.flatMap((kind) => Object.entries(content[kind] ?? {}));
  return asked
    .filter(([name]) => !name.startsWith("@aiwhisperer/"))
    .map(([name, version]) => ({ manifest, name, version }));
});

/** What is installed, by where it is. */
const { packages: locked }: { packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>> } =
  JSON.parse(read("package-lock.json"));

describe("what the project depends on", () => {
  it("has its reason in ARCHITECTURE.md, and nothing has one that is not depended on", () => {
    const [, section = ""] = /\n## Dependencies\n([\s\S]*)/.exec(read("ARCHITECTURE.md")) ?? [];
    const rows = [...section.matchAll(/^\| (`.*?) \| (.+) \|$/gm)];
    const explained = rows.flatMap(([, names = ""]) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    expect(explained.toSorted()).toEqual([...new Set(dependencies.map(({ name }) => name))].toSorted());
    for (const [, names, reason = ""] of rows) expect(reason.length, names).toBeGreaterThan(3);
  });

  it("is of one exact version, wherever it is asked for", () => {
    const versions = new Map<string, string>();
    for (const { manifest, name, version } of dependencies) {
      expect(version, `${name} in ${manifest}`).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(version, `${name} in ${manifest}`).toBe(versions.get(name) ?? version);
      versions.set(name, version);
    }
    expect(versions.size).toBeGreaterThan(30);
  });

  it("has one ws, also for those who ask for an older one, which has known vulnerabilities", () => {
    const places = Object.keys(locked).filter((path) => path.endsWith("node_modules/ws"));
    expect(places).toEqual(["node_modules/ws"]);
  });

  it("runs no script when it is installed", () => {
    const scripted = Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(scripted.map(([path]) => path)).toEqual([]);
  });
});
