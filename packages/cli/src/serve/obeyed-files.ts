import { existsSync, readdirSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ResolvedConfig } from "../config/resolve-config.ts";
import { namedFilesOf, withModules } from "../trust/folder-files.ts";
import { findTelemetrySdk } from "../trust/telemetry-package.ts";

const PACKAGES = "node_modules";

/**
 * What this server, its next start, or a program that it starts without a sandbox would run: commands must
 * not change it where it is in the workspace. That is the configuration, plug-ins with the modules beside
 * them, the scripts of MCP servers, and the server itself with its packages.
 */
export async function obeyedFiles(
  { config, file }: Pick<ResolvedConfig, "config" | "file">,
  cwd: string,
): Promise<readonly string[]> {
  const { workspace, plugin, mcpConfig, otel } = config;
  const servers = mcpConfig === undefined ? [] : await namedFilesOf(mcpConfig, workspace);
  const sdk = otel ? findTelemetrySdk(cwd) : undefined;
  return [
    ...(file === undefined ? [] : [file]),
    ...(await modulesOf([...plugin, ...servers], workspace)),
    ...(sdk === undefined ? [] : packageFolders(dirname(sdk))),
    ...programFolders(import.meta.dirname),
  ];
}

/** A program with more modules than can be listed is covered without them. */
async function modulesOf(files: readonly string[], workspace: string): Promise<readonly string[]> {
  return await withModules(files, workspace).catch(() => files);
}

/** The folders that have the program in that folder, and the packages that it loads. */
export function programFolders(folder: string): readonly string[] {
  const own = packageFolder(folder);
  const packages = packageFolders(folder);
  // Packages of the same repository are links.
  const linked = packages.flatMap((each) => namesIn(join(each, "@aiwhisperer")).flatMap(realFolder));
  const start = packages.map((each) => join(dirname(each), "package.json"));
  return [...new Set([...(own === undefined ? [] : ownFolders(own)), ...packages, ...linked, ...start])];
}

/** A package beside others of its repository could be given packages that precede those of the repository. */
function ownFolders(own: string): readonly string[] {
  const parent = dirname(own);
  return basename(parent) === "packages" ? [own, parent] : [own];
}

/** The folders in which a module there looks for packages. */
function packageFolders(folder: string): readonly string[] {
  const here = existsSync(join(folder, PACKAGES)) ? [join(folder, PACKAGES)] : [];
  const parent = dirname(folder);
  return parent === folder ? here : [...here, ...packageFolders(parent)];
}

function packageFolder(folder: string): string | undefined {
  if (existsSync(join(folder, "package.json"))) return folder;
  return dirname(folder) === folder ? undefined : packageFolder(dirname(folder));
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

function realFolder(path: string): readonly string[] {
  try {
    return [realpathSync(path)];
  } catch {
    return [];
  }
}
