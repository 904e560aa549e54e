import { realpathSync } from "node:fs";
import { type Mount, mountPlan } from "./mount-plan.ts";
import { FILTER_FD } from "./program-script.ts";
import type { Program, SandboxLimits, SandboxOptions, SandboxPlaces } from "./sandbox.ts";

/** What the arguments depend on. */
export interface BubblewrapFacts extends SandboxOptions {
  readonly places: SandboxPlaces;
  readonly limits: Pick<SandboxLimits, "maxProgramTemporaryMebibytes">;
  readonly canDisableNamespaces: boolean;
  readonly hasFilter: boolean;
}

const BYTES_PER_MEBIBYTE = 1_048_576;

/** Nothing of the server's processes, users, messages and privileges; all of it ends with the server. */
const ISOLATION: readonly string[] = [
  "--unshare-user",
  "--unshare-pid",
  "--unshare-ipc",
  "--unshare-uts",
  "--unshare-cgroup-try",
  "--die-with-parent",
  "--new-session",
  ...["--cap-drop", "ALL"],
];

/** The arguments with which bubblewrap starts a program; see bwrap(1). Later mounts cover earlier ones. */
export function bubblewrapArguments({ file, args }: Program, facts: BubblewrapFacts): readonly string[] {
  const { places, limits, network, canDisableNamespaces, hasFilter } = facts;
  const size = String(limits.maxProgramTemporaryMebibytes * BYTES_PER_MEBIBYTE);
  const mounts = mountPlan(places);
  const toArguments = ({ kind, path }: Mount): readonly string[] => {
    switch (kind) {
      case "empty":
        return ["--size", size, "--tmpfs", path];
      case "bare":
        return ["--size", "4096", "--tmpfs", path];
      case "closed":
        return ["--size", "4096", "--tmpfs", path, "--remount-ro", path];
      case "blank":
        return ["--ro-bind", "/dev/null", path];
      case "readable":
        return ["--ro-bind", path, path];
      case "writable":
        return ["--bind", path, path];
    }
  };
  return [
    ...ISOLATION,
    ...(canDisableNamespaces ? ["--disable-userns"] : []),
    ...(network ? [] : ["--unshare-net"]),
    ...(hasFilter ? ["--seccomp", String(FILTER_FD)] : []),
    ...["--ro-bind", "/", "/", "--dev", "/dev"],
    // A server that runs as root could set what the whole machine obeys there, without any capability.
    ...["--proc", "/proc", "--remount-ro", "/proc"],
    ...["--size", size, "--tmpfs", "/dev/shm"],
    ...mounts.flatMap(toArguments),
    ...(network ? nameResolution() : []),
    ...readOnlyAtLast(mounts).flatMap((path) => ["--remount-ro", path]),
    ...["--setenv", "TMPDIR", "/tmp", "--", file, ...args],
  ];
}

/**
 * Folders that become read-only when all that is shown in them has its place, unless that is a place itself.
 */
function readOnlyAtLast(mounts: readonly Mount[]): readonly string[] {
  const isShown = (path: string): boolean =>
    mounts.some((each) => each.kind !== "bare" && each.path === path);
  return mounts.flatMap(({ kind, path }) => (kind === "bare" && !isShown(path) ? [path] : []));
}

/** The list of name servers is often a file of a service in `/run`. */
function nameResolution(): readonly string[] {
  try {
    const path = realpathSync("/etc/resolv.conf");
    return path === "/etc/resolv.conf" ? [] : ["--ro-bind", path, path];
  } catch {
    return [];
  }
}
