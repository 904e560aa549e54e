import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";

/** Entries of a child's `stdio`, behind those that it uses. */
export interface Covers {
  readonly stdio: readonly (number | "ignore")[];
  /** Closes what they need, once the child has been started. */
  close(): void;
}

/** The flag of a descriptor that a child does not get; see proc_pid_fdinfo(5) and open(2). */
const CLOSES_ON_EXEC = 0o2000000;

/**
 * Covers the descriptors that this process has got from the one that started it, and would pass on, by
 * `/dev/null`: an open file is outside of every sandbox. Its own ones are not passed on.
 */
export function coverInherited(firstFd: number): Covers {
  const inherited = inheritedFds(firstFd);
  const last = Math.max(...inherited, firstFd - 1);
  if (last < firstFd) return { stdio: [], close() {} };
  const nothing = openSync("/dev/null", "r");
  const stdio = Array.from({ length: last - firstFd + 1 }, (_, index) =>
    inherited.has(firstFd + index) ? nothing : "ignore",
  );
  return { stdio, close: () => closeSync(nothing) };
}

function inheritedFds(firstFd: number): ReadonlySet<number> {
  const fds = listFds().filter((fd) => fd >= firstFd && isPassedOn(fd));
  return new Set(fds);
}

function listFds(): readonly number[] {
  try {
    return readdirSync("/proc/self/fd").map(Number);
  } catch {
    return [];
  }
}

function isPassedOn(fd: number): boolean {
  try {
    const [, flags = ""] =
      /^flags:\s+([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "latin1")) ?? [];
    return (Number.parseInt(flags, 8) & CLOSES_ON_EXEC) === 0;
  } catch {
    // It has been closed meanwhile.
    return false;
  }
}
