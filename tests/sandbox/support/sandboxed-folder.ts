import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, onTestFinished, type TestContext } from "vitest";
import { findSandbox } from "../../../packages/engine/src/sandbox/find-sandbox.ts";
import {
  DEFAULT_SANDBOX_LIMITS,
  type SandboxLimits,
  type SandboxPlaces,
} from "../../../packages/engine/src/sandbox/sandbox.ts";
import { createWorkspaceFolder, type WorkspaceFolder } from "../../tools/workspace-folder.ts";
import { placesOf } from "./places-of.ts";

/** What a test wants to be otherwise. */
export interface SandboxWishes extends Partial<SandboxLimits> {
  readonly network?: boolean;
  readonly places?: (root: string, home: string) => Partial<SandboxPlaces>;
  readonly commandKillGraceMs?: number;
  readonly environment?: NodeJS.ProcessEnv;
  /** Fills the workspace before the sandbox is looked for. */
  readonly prepare?: (root: string) => Promise<void>;
}

/** A workspace whose commands run in a sandbox, and a home folder beside it. */
export interface SandboxedFolder extends WorkspaceFolder {
  readonly home: string;
}

const { places, limits } = { places: placesOf("/usr", "/nonexistent"), limits: DEFAULT_SANDBOX_LIMITS };
const found = await findSandbox({ places, limits, network: false });

/** Describes what needs a sandbox; where this machine has none, its tests are skipped with the reason. */
export function describeInSandbox(name: string, define: () => void): void {
  describe(name, () => {
    beforeEach((context) => {
      if (found.sandbox === undefined) context.skip(found.reason);
    });
    define();
  });
}

/** Makes a folder for other things of a test; it is removed when the test has finished. */
export async function makeFolder(parent: string = tmpdir()): Promise<string> {
  const folder = await realpath(await mkdtemp(join(parent, "sandbox-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a folder in one of the system; the test is skipped where its user cannot. */
export async function makeSystemFolder(parent: string, { skip }: TestContext): Promise<string> {
  return await makeFolder(parent).catch((error: Error) => skip(error.message));
}

/** Makes a workspace with the built-in tools whose commands are confined. */
export async function createSandboxedFolder(wishes: SandboxWishes = {}): Promise<SandboxedFolder> {
  const { network = false, commandKillGraceMs, environment, prepare, places: toPlaces, ...bounds } = wishes;
  const base = await makeFolder();
  const [root, home] = [join(base, "work"), join(base, "home")];
  await mkdir(root);
  await mkdir(home);
  await prepare?.(root);
  const programs = await findSandbox({
    places: { ...placesOf(root, home), ...toPlaces?.(root, home) },
    limits: { ...DEFAULT_SANDBOX_LIMITS, ...bounds },
    network,
  });
  const folder = await createWorkspaceFolder({
    root,
    programs,
    environment: environment ?? { ...process.env, HOME: home },
    ...(commandKillGraceMs === undefined ? {} : { commandKillGraceMs }),
  });
  return { ...folder, home };
}
