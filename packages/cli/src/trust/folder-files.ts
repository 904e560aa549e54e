import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { CommandFailure } from "../kit/command-failure.ts";
import { visibleLine } from "./trust-subject.ts";

/** JSON texts of a file of MCP servers, comments and trailing commas aside. */
const JSON_TEXT = /"(?:[^"\\\n]|\\.)*"/g;
/**
 * What separates the names of files in a command line, an option, a list of paths or a variable with a
 * default.
 */
const SEPARATORS = /[\s"'`=,;:(){}[\]$|&<>]+/;
/** Programs that read a file of the project by themselves. */
const RUNNER =
  /^(?:npm|npx|pnpm|pnpx|yarn|bun|bunx|deno|uv|uvx|make|just|docker|docker-compose|podman)(?:\.cmd|\.exe)?$/;
/** The files that those programs read. */
const PROJECT_FILES = [
  ...["package.json", ".npmrc", "bunfig.toml", "deno.json", "deno.jsonc", "pyproject.toml", "uv.toml"],
  ...["Makefile", "makefile", "justfile", "Dockerfile", "compose.yaml", "compose.yml"],
  ...["docker-compose.yaml", "docker-compose.yml"],
];
/** The files that run where a folder is named as a program. */
const ENTRY_FILES = ["package.json", "index.js", "index.mjs", "index.cjs", "index.ts", "__main__.py"];
/** What programs add to the name of a module. */
const EXTENSIONS = ["", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".json", ".py", ".sh"];
/** A module beside another one. */
const RELATIVE_MODULE = /["'`](\.{1,2}\/[^"'`\n]+)["'`]/g;
/** Most names of a file that are looked for, and most files that are covered. */
const MAX_NAMES = 10_000;
const MAX_FILES = 1_000;
/** Longest file that is read for the modules beside it. */
const MAX_MODULE_BYTES = 4 * 1024 * 1024;

/**
 * The files of a folder that a file of MCP servers names, such as the script of a command, a file of
 * variables or what `npm run` reads: the folder could change them after a person has confirmed the servers. A
 * file elsewhere, such as an installed program, is not the folder's. Rejects with a `CommandFailure` for a
 * file with too many names to look for.
 */
export async function folderFilesOf(mcpFile: string, folder: string): Promise<readonly string[]> {
  const text = await readFile(mcpFile, "utf8").catch(() => "");
  const names = namesIn(text, folder);
  if (names.size > MAX_NAMES) throw tooMuch(mcpFile, `${MAX_NAMES} names`);
  const isRun = [...names].some((name) => RUNNER.test(name));
  const bases = [folder, dirname(mcpFile), ...(isRun ? [join(folder, "node_modules", ".bin")] : [])];
  const first = await findPaths(names, bases, folder);
  const second = await findPaths(names, first.folders, folder);
  const others = isRun
    ? await findPaths(new Set(PROJECT_FILES), [...bases, ...first.folders], folder)
    : undefined;
  const entries = await findPaths(new Set(ENTRY_FILES), [...first.folders, ...second.folders], folder);
  return sorted(
    [first, second, entries, ...(others === undefined ? [] : [others])].flatMap(({ files }) => files),
  );
}

/**
 * The files of a folder that a file of MCP servers names itself, such as the script of a command. What a
 * program such as `npx` reads by itself is not among them.
 */
export async function namedFilesOf(mcpFile: string, folder: string): Promise<readonly string[]> {
  const names = namesIn(await readFile(mcpFile, "utf8").catch(() => ""), folder);
  if (names.size > MAX_NAMES) throw tooMuch(mcpFile, `${MAX_NAMES} names`);
  const first = await findPaths(names, [folder, dirname(mcpFile)], folder);
  const second = await findPaths(names, first.folders, folder);
  return sorted([...first.files, ...second.files]);
}

/**
 * Files with the modules of the folder that they load by a relative name, and what those load. What is loaded
 * by a name that is made while the program runs, or from a package, is not found. Rejects with a
 * `CommandFailure` for more than 1,000 files.
 */
export async function withModules(files: readonly string[], folder: string): Promise<readonly string[]> {
  const found = new Set(files);
  for (const file of found) {
    if (found.size > MAX_FILES) throw tooMuch(file, `${MAX_FILES} files`);
    const names = new Set(
      [...(await readModule(file)).matchAll(RELATIVE_MODULE)].map(([, name = ""]) => name),
    );
    // Programs look beside the file that a link leads to, or beside the link.
    const beside = [dirname(file), dirname(await realpath(file).catch(() => file))];
    const { files: loaded, folders } = await findPaths(names, beside, folder);
    const entries = await findPaths(new Set(ENTRY_FILES), folders, folder);
    for (const each of [...loaded, ...entries.files]) found.add(each);
  }
  return sorted([...found]);
}

/** Every text that could be a name: the JSON texts whole, and the parts of everything. */
function namesIn(text: string, folder: string): ReadonlySet<string> {
  const texts = [...text.matchAll(JSON_TEXT)].map(([json]) => parseText(json));
  const parts = [text, ...texts].flatMap((each) => each.split(SEPARATORS));
  const names = [...texts, ...parts].map((name) => withoutVariables(name, folder));
  return new Set([...names, ...names.map((name) => name.replace(/^-+/, ""))].filter((name) => name !== ""));
}

function parseText(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return "";
  }
}

function withoutVariables(name: string, folder: string): string {
  return name.replaceAll(`\${workspaceFolder}`, () => folder).replaceAll("\0", "");
}

interface FoundPaths {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

async function findPaths(
  names: ReadonlySet<string>,
  bases: readonly string[],
  folder: string,
): Promise<FoundPaths> {
  const paths = new Set([...names].flatMap((name) => bases.flatMap((base) => candidates(name, base))));
  const root = await realpath(folder);
  const files: string[] = [];
  const folders: string[] = [];
  for (const path of paths) {
    const type = await typeInside(path, root);
    if (type === "file") files.push(path);
    if (type === "folder") folders.push(path);
  }
  return { files, folders };
}

/** A name behind a variable, such as `${PWD}/run.js`, begins with a slash and can be relative. */
function candidates(name: string, base: string): readonly string[] {
  const places = name.startsWith("/") ? [name, resolve(base, `.${name}`)] : [resolve(base, name)];
  return places.flatMap((place) => EXTENSIONS.map((extension) => place + extension));
}

async function typeInside(path: string, root: string): Promise<"file" | "folder" | undefined> {
  try {
    const real = await realpath(path);
    if (real !== root && !real.startsWith(root + sep)) return undefined;
    const stats = await stat(real);
    if (stats.isFile()) return "file";
    return stats.isDirectory() ? "folder" : undefined;
  } catch {
    // It is no path, or there is no such file.
    return undefined;
  }
}

async function readModule(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    return size > MAX_MODULE_BYTES ? "" : await readFile(path, "utf8");
  } catch {
    return "";
  }
}

function sorted(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].sort();
}

function tooMuch(path: string, bound: string): CommandFailure {
  return new CommandFailure(
    `${visibleLine(path)} names more than ${bound}. It cannot be confirmed; name it with a flag.`,
  );
}
