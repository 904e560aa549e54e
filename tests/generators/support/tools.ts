import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";

/**
 * The folder with the code generators, which have a lock file of their own: they are ten times as large as
 * everything else together.
 */
const TOOLS = join(import.meta.dirname, "../tools");

const MODULES = join(TOOLS, "node_modules");

/** Why the generators cannot run; `undefined` where they can. */
export const whyNoTools = existsSync(join(MODULES, "@asyncapi/modelina"))
  ? undefined
  : "the generators are not installed: npm ci --ignore-scripts --prefix tests/generators/tools";

/**
 * A folder for what is generated, in which programs find the packages of the tools. It is removed after the
 * test.
 */
export async function workFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-generated-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await symlink(MODULES, join(folder, "node_modules"));
  return folder;
}

/** Writes a file into a folder that need not exist, and returns its path. */
export async function writeInto(folder: string, path: string, content: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

/** Runs a program of Node in a folder. Resolves with its output; rejects with it when the program fails. */
export async function runNode(folder: string, args: readonly string[], env = {}): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, NODE_PATH: MODULES, ...env },
    maxBuffer: 16 * 1024 * 1024,
  }).catch((error: { readonly stdout: string; readonly stderr: string }) => {
    throw new Error(`${args.join(" ")}:\n${error.stdout}\n${error.stderr}`);
  });
  return stdout;
}

/** Compiles a TypeScript project with the compiler of the tools. */
export async function compile(folder: string, args: readonly string[] = ["-p", "."]): Promise<void> {
  await runNode(folder, [join(MODULES, "typescript/bin/tsc"), "--skipLibCheck", ...args]);
}
