import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createBubblewrap } from "./bubblewrap.ts";
import type { ProgramSandbox } from "./confinement.ts";
import { findRepositories } from "./repositories.ts";
import type { Sandbox, SandboxLimits, SandboxPlaces } from "./sandbox.ts";
import { SandboxFault } from "./sandbox-fault.ts";
import { createSeatbelt, SANDBOX_EXEC } from "./seatbelt.ts";

/** What a sandbox is looked for with. */
export interface SandboxSearch {
  readonly places: SandboxPlaces;
  readonly limits: SandboxLimits;
  readonly network: boolean;
  /** Default: this machine's. */
  readonly platform?: NodeJS.Platform;
  /**
   * Folders in which the sandbox's program is searched. Default: those of the system, in which no package or
   * workspace puts programs.
   */
  readonly folders?: readonly string[];
}

const SYSTEM_FOLDERS: readonly string[] = [
  "/usr/bin",
  "/bin",
  "/usr/local/bin",
  "/run/wrappers/bin",
  "/run/current-system/sw/bin",
];

/** Those of a sandbox without anything of a workspace. */
const NO_PLACES: SandboxPlaces = {
  workspace: "/usr",
  home: "/nonexistent",
  path: [],
  hidden: [],
  readable: [],
  guarded: [],
  writable: [],
};

const PROBE_TIMEOUT_MS = 10_000;
const MAX_REASON_LENGTH = 300;

/**
 * Finds a sandbox that works here, by running a program in it; or the reason why there is none, with what to
 * do. Rejects with a `SandboxFault` when it works here, but not for these places.
 */
export async function findSandbox(search: SandboxSearch): Promise<ProgramSandbox> {
  const { places, limits, network, platform = process.platform } = search;
  const wide = [places.workspace, ...places.writable].find((path) => path === "/");
  if (wide !== undefined) return { reason: "A sandbox cannot have the root folder as its workspace." };
  if (platform === "darwin") {
    const seatbelt = createSeatbelt(places, limits);
    const fault = await probe(seatbelt);
    return fault === undefined
      ? { sandbox: seatbelt, network }
      : { reason: `${SANDBOX_EXEC} fails: ${fault}` };
  }
  if (platform !== "linux") return { reason: `There is no sandbox for ${platform}.` };
  return await findBubblewrap(search);
}

async function findBubblewrap({ places, limits, network, folders }: SandboxSearch): Promise<ProgramSandbox> {
  const file = (folders ?? SYSTEM_FOLDERS).map((folder) => `${folder}/bwrap`).find(isExecutable);
  if (file === undefined) {
    return {
      reason:
        "bubblewrap is not installed; the package is called bubblewrap, as in `apt install bubblewrap`.",
    };
  }
  let fault: string | undefined;
  for (const canDisableNamespaces of [true, false]) {
    const options = { file, limits, canDisableNamespaces };
    fault = await probe(createBubblewrap({ ...options, places: NO_PLACES }));
    if (fault !== undefined) continue;
    const repositories = findRepositories(places.workspace);
    const sandbox = createBubblewrap({ ...options, places: { ...places, repositories } });
    // What is in a workspace must not decide whether commands are confined: they could have put it there.
    const reason = await probe(sandbox);
    if (reason === undefined) return { sandbox, network };
    throw new SandboxFault(`bubblewrap works on this machine, but not for this workspace: ${reason}`);
  }
  return {
    reason: `bubblewrap does not work here (${fault}); it needs version 0.7 or later and user namespaces, which containers and some systems do not allow.`,
  };
}

/**
 * Starts a program that does nothing, without network access, which needs the most privileges. Returns the
 * error.
 */
function probe(sandbox: Sandbox): Promise<string | undefined> {
  const { file, args } = sandbox.confine({ file: "/bin/sh", args: ["-c", ":"] }, { network: false });
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const options = { timeout: PROBE_TIMEOUT_MS, killSignal: "SIGKILL", cwd: "/", env: {} } as const;
  execFile(file, [...args], options, (error, _output, errors) => {
    const words = errors.trim().replaceAll(/\s+/g, " ").slice(0, MAX_REASON_LENGTH);
    resolve(error === null ? undefined : words || error.message.slice(0, MAX_REASON_LENGTH));
  });
  return promise;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
