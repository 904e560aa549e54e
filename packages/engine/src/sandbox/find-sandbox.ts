import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import type { Writable } from "node:stream";
import { type BubblewrapOptions, createBubblewrap } from "./bubblewrap.ts";
import { callFilter } from "./call-filter.ts";
import type { ProgramSandbox } from "./confinement.ts";
import { readyToLimitProcesses } from "./process-limit.ts";
import { FILTER_FD } from "./program-script.ts";
import { findRepositories } from "./repositories.ts";
import { type Sandbox, SandboxFault, type SandboxLimits, type SandboxPlaces } from "./sandbox.ts";
import { createSeatbelt, SANDBOX_EXEC } from "./seatbelt-profile.ts";

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
    const seatbelt = createSeatbelt(withRepositories(places), limits);
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
  for (const abilities of abilitiesToTry()) {
    const options = { file, limits, ...abilities };
    fault = await probe(createBubblewrap({ ...options, places: NO_PLACES }));
    if (fault !== undefined) continue;
    const sandbox = createBubblewrap({ ...options, places: withRepositories(places) });
    // What is in a workspace must not decide whether commands are confined: they could have put it there.
    const reason = await probe(sandbox);
    if (reason === undefined) {
      await readyToLimitProcesses();
      return { sandbox, network };
    }
    throw new SandboxFault(`bubblewrap works on this machine, but not for this workspace: ${reason}`);
  }
  return {
    reason: `bubblewrap does not work here (${fault}); it needs version 0.7 or later and user namespaces, which containers and some systems do not allow.`,
  };
}

function withRepositories(places: SandboxPlaces): SandboxPlaces {
  const { workspace, writable } = places;
  const repositories = [workspace, ...writable].flatMap((each) => [each, ...findRepositories(each)]);
  return { ...places, repositories: repositories.filter((each) => each !== workspace) };
}

/** What older versions, kernels and some containers cannot do is left out, one after the other. */
function abilitiesToTry(): readonly Pick<BubblewrapOptions, "canDisableNamespaces" | "callFilter">[] {
  const filter = callFilter();
  const filters = filter === undefined ? [{}] : [{ callFilter: filter }, {}];
  return filters.flatMap((each) =>
    [true, false].map((canDisableNamespaces) => ({ ...each, canDisableNamespaces })),
  );
}

/**
 * Starts a program that does nothing, without network access, which needs the most privileges. Returns the
 * error.
 */
function probe(sandbox: Sandbox): Promise<string | undefined> {
  const { file, args } = sandbox.confine({ file: "/bin/sh", args: ["-c", ":"] }, { network: false });
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const child = spawn(file, args, {
    stdio: [
      "ignore",
      "ignore",
      "pipe",
      "ignore",
      "ignore",
      sandbox.callFilter === undefined ? "ignore" : "pipe",
    ],
    timeout: PROBE_TIMEOUT_MS,
    killSignal: "SIGKILL",
    cwd: "/",
    env: {},
  });
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors = `${errors}${text}`.slice(0, MAX_REASON_LENGTH);
  });
  const filter = (child.stdio as readonly unknown[])[FILTER_FD] as Writable | null | undefined;
  filter?.on("error", () => undefined).end(sandbox.callFilter);
  child.once("error", ({ message }) => resolve(message));
  child.once("close", (code, signal) => {
    const words = errors.trim().replaceAll(/\s+/g, " ");
    resolve(code === 0 ? undefined : words || `it ended with ${code ?? signal}`);
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
