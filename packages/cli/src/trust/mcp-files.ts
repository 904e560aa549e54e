import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";

/** JSON texts of a file of MCP servers, comments and trailing commas aside: whatever an entry names is one of them. */
const JSON_TEXT = /"(?:[^"\\\n]|\\.)*"/g;
/** Most texts of a file that are looked at. */
const MAX_TEXTS = 10_000;

/**
 * The files of a folder that a file of MCP servers names, such as the script of a command or a file of variables: the folder could change them
 * after a person has confirmed the servers. A file elsewhere, such as an installed program, is not the folder's.
 */
export async function folderFilesOf(mcpFile: string, folder: string): Promise<readonly string[]> {
  const text = await readFile(mcpFile, "utf8").catch(() => "");
  const names = new Set([...text.matchAll(JSON_TEXT)].slice(0, MAX_TEXTS).map(([json]) => parseText(json)));
  const bases = [folder, dirname(mcpFile)];
  const paths = [...names].flatMap((name) =>
    bases.map((base) => resolve(base, withoutVariables(name, folder))),
  );
  const found = await Promise.all([...new Set(paths)].sort().map((path) => fileInside(path, folder)));
  return found.filter((path) => path !== undefined);
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

async function fileInside(path: string, folder: string): Promise<string | undefined> {
  try {
    const [real, root] = await Promise.all([realpath(path), realpath(folder)]);
    return real.startsWith(root + sep) && (await stat(real)).isFile() ? path : undefined;
  } catch {
    // It is no path, or there is no such file.
    return undefined;
  }
}
