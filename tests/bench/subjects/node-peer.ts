import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DialectName } from "../load/dialect.ts";
import type { Credential } from "../load/load-target.ts";
import { ServerProcess } from "./server-process.ts";
import type { RunningSubject, Subject } from "./subject.ts";

/** Folder of the peers' programs. */
export const PEERS = join(import.meta.dirname, "peers");

/** Users that peers admit. */
const CREDENTIALS: readonly Credential[] = Array.from({ length: 20 }, (_, index) => ({
  userId: `user-${index}`,
  token: `token-of-user-${index}-which-is-as-long-as-a-key-would-be`,
}));

/** A peer that a Node program is. */
export interface NodePeer {
  /** Name of the program, and of the package that it is made with. */
  readonly name: string;
  readonly packageName: string;
  readonly title: string;
  readonly dialect: DialectName;
  /** Whether its own installation brings `ws` its native parts. */
  readonly hasNativeParts?: boolean;
}

/** A peer made with a package of the npm registry. */
export function nodePeer({ name, packageName, title, dialect, hasNativeParts = false }: NodePeer): Subject {
  const without = hasNativeParts ? {} : { WS_NO_BUFFER_UTIL: "1", WS_NO_UTF_8_VALIDATE: "1" };
  return {
    name,
    title,
    kind: "peer",
    async missing() {
      if (existsSync(join(PEERS, "node_modules", packageName, "package.json"))) return undefined;
      return "npm ci --ignore-scripts --prefix tests/bench/subjects/peers";
    },
    start: () => startPeer([process.execPath, join(PEERS, `${name}.mjs`)], dialect, without),
  };
}

/** Starts a peer's program, which writes the port that it listens on. */
export async function startPeer(
  [program = "", ...args]: readonly string[],
  dialect: DialectName,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningSubject> {
  const tokens = Object.fromEntries(CREDENTIALS.map(({ token, userId }) => [token, userId]));
  const server = await ServerProcess.start({
    program,
    args,
    env: { ...env, BENCH_TOKENS: JSON.stringify(tokens) },
    listening: /listens on (\d+)\n/,
  });
  const { port, pid } = server;
  return {
    target: { port, pid, dialect, credentials: CREDENTIALS },
    end: () => server.end(),
    kill: () => server.kill(),
  };
}
