import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addKey } from "@aiwhisperer/server/keys";
import type { Credential } from "../load/load-target.ts";
import { ServerProcess } from "./server-process.ts";
import type { RunningSubject, Subject } from "./subject.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MAIN = "packages/cli/bin/aiwhisperer.cjs";
const PLUGIN = "tests/bench/subjects/metronome-plugin.ts";

/** Users that the load is spread over. */
const USERS = 20;

/**
 * What the real program is started with beside its port and folder: a model for measurements, API keys, and
 * limits of users so high that a load fits in; they are in force all the same.
 */
export const AIWHISPERER_OPTIONS: readonly string[] = [
  ...["--api-keys", "--model", "metronome", "--plugin", PLUGIN],
  ...["--max-connections", "20000"],
  ...["--max-connections-per-user", "20000"],
  ...["--max-connections-per-address", "20000"],
  ...["--max-sessions-per-user", "1000000"],
  ...["--max-requests-per-second", "1000000000"],
  ...["--max-request-burst", "1000000000"],
  ...["--max-turns-per-minute", "10000"],
  ...["--max-event-loop-delay-ms", "5000"],
];

/** As the unit and the image of `deploy` have it: one arena, and what is free at its end is given back. */
const ENVIRONMENT = { MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "131072" };

/** This project's server: the real program, with its log on the disk. */
export const aiwhisperer: Subject = {
  name: "aiwhisperer",
  title: "AIWhisperer",
  kind: "durable",
  missing: async () => undefined,
  start: (folder) => startProgram(folder, []),
};

/** The same with its log in memory. */
export const aiwhispererInMemory: Subject = {
  name: "aiwhisperer-memory",
  title: "AIWhisperer, log in memory",
  kind: "memory",
  missing: async () => undefined,
  start: (folder) => startProgram(folder, ["--durability", "none"]),
};

async function startProgram(folder: string, options: readonly string[]): Promise<RunningSubject> {
  const workspace = join(folder, "workspace");
  await mkdir(workspace, { recursive: true });
  const dataDir = dataFolder(folder);
  const credentials = await openUsers(dataDir);
  const server = await ServerProcess.start({
    program: process.execPath,
    args: [
      // As `npm start` has it: the young generation of the heap would take more than the connections do.
      "--max-semi-space-size=8",
      MAIN,
      ...["serve", "--port", "0", "--data-dir", dataDir, "--workspace", workspace],
      ...AIWHISPERER_OPTIONS,
      ...options,
    ],
    env: ENVIRONMENT,
    cwd: ROOT,
    listening: /listens on http:\/\/127\.0\.0\.1:(\d+)\n/,
  });
  const { port, pid } = server;
  return {
    target: { port, pid, dialect: "json-rpc", credentials },
    end: () => server.end(),
    kill: () => server.kill(),
  };
}

/** Where the program keeps its log, in a subject's folder. */
export function dataFolder(folder: string): string {
  return join(folder, "data");
}

const usersOf = new Map<string, Promise<readonly Credential[]>>();

/** Makes an API key for each user, once in a folder. */
function openUsers(dataDir: string): Promise<readonly Credential[]> {
  const known = usersOf.get(dataDir) ?? createUsers(dataDir);
  usersOf.set(dataDir, known);
  return known;
}

async function createUsers(dataDir: string): Promise<readonly Credential[]> {
  const credentials: Credential[] = [];
  for (let index = 0; index < USERS; index += 1) {
    const userId = `user-${index}`;
    const request = { name: "bench", userId, isAdmin: false };
    const { text } = await addKey(join(dataDir, "keys.jsonl"), request, { now: Date.now() });
    credentials.push({ userId, token: text });
  }
  return credentials;
}
