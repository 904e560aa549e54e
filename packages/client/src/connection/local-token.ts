/** The variable whose token precedes that of a local server. */
const TOKEN_VARIABLE = "AIWHISPERER_TOKEN";

/** The parts of Node that finding a local server's token takes; a browser has none of them. */
interface NodeProcess {
  readonly env: { readonly [name: string]: string | undefined };
  readonly platform: string;
  getBuiltinModule?(name: "node:fs"): { readFileSync(path: string, encoding: "utf8"): string } | undefined;
  kill(pid: number, signal: 0): true;
}

/** The record that a running server keeps for programs of the same user. */
export interface LocalServerRecord {
  /** Address that a browser can open, `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  readonly dataDir: string;
  /** When the process started, as Linux counts it (`processStartOf`); absent where that cannot be known. */
  readonly processStart?: string;
}

/** A token with the address that it is sent to. */
export interface LocalAccess {
  readonly url: string;
  readonly token: string;
}

/**
 * The token for a server on this machine: that of the variable AIWHISPERER_TOKEN, else that of the record which a running
 * server of the same user keeps for its port. `undefined` in a browser, for an address that is not a loopback one, and where
 * no such server runs: a token never leaves this machine and is sent to no process of another user.
 */
export function findLocalAccess(address: string): LocalAccess | undefined {
  const node = nodeProcess();
  if (node === undefined || !isLoopbackAddress(address)) return undefined;
  const given = node.env[TOKEN_VARIABLE]?.trim();
  return given ? { url: address, token: given } : findRecordedAccess(address);
}

/**
 * The token of the record that a running server of the same user keeps for the port of an address. Another user's process can listen on the same
 * port of another loopback address: the record's server must be the one at this address, and `localhost`, which can be any of them, becomes the
 * address of the record.
 */
export function findRecordedAccess(address: string): LocalAccess | undefined {
  if (!isLoopbackAddress(address)) return undefined;
  const server = findLocalServer(portOf(address));
  if (server === undefined) return undefined;
  const { hostname } = new URL(server.url);
  const url = new URL(address);
  if (url.hostname !== hostname && url.hostname !== "localhost") return undefined;
  url.hostname = hostname;
  return { url: url.href, token: server.token };
}

/** The record of the server that listens on a port, if it still runs as this user. */
export function findLocalServer(port: number): LocalServerRecord | undefined {
  const node = nodeProcess();
  const folder = node === undefined ? undefined : localServersFolder(node);
  if (node === undefined || folder === undefined) return undefined;
  try {
    const text = node.getBuiltinModule?.("node:fs")?.readFileSync(`${folder}/${port}.json`, "utf8");
    const record: unknown = text === undefined ? undefined : JSON.parse(text);
    if (!isRecord(record)) return undefined;
    node.kill(record.pid, 0);
    return isSameProcess(record) ? record : undefined;
  } catch {
    // There is no record, or its process has ended or belongs to another user.
    return undefined;
  }
}

/** A number is used again after its process has ended: the time of its start tells the two apart. */
function isSameProcess({ pid, processStart }: LocalServerRecord): boolean {
  return processStart === undefined || processStart === processStartOf(pid);
}

/** When a process started, in clock ticks since the start of the machine; `undefined` on systems other than Linux. */
export function processStartOf(pid: number): string | undefined {
  try {
    const text = nodeProcess()?.getBuiltinModule?.("node:fs")?.readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program, in parentheses, can have spaces. The start is field 22; field 3 follows the name.
    return text?.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

/** The folder of the records: `servers` in the user's state folder. */
export function localServersFolder(place: Pick<NodeProcess, "env" | "platform">): string | undefined {
  const folder = userStateFolder(place);
  return folder === undefined ? undefined : `${folder}/servers`;
}

/** This program's folder for a user's state: `$XDG_STATE_HOME/aiwhisperer`, or the platform's own place. `undefined` for a user without a home. */
export function userStateFolder({
  env,
  platform,
}: Pick<NodeProcess, "env" | "platform">): string | undefined {
  const state = stateHome(env, platform);
  return state === undefined ? undefined : `${state}/aiwhisperer`;
}

function stateHome(env: NodeProcess["env"], platform: string): string | undefined {
  if (platform === "win32") return env.LOCALAPPDATA || undefined;
  if (env.XDG_STATE_HOME?.startsWith("/")) return env.XDG_STATE_HOME;
  if (!env.HOME) return undefined;
  return platform === "darwin" ? `${env.HOME}/Library/Application Support` : `${env.HOME}/.local/state`;
}

/** Whether an address reaches this machine only. */
export function isLoopbackAddress(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? "";
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

function portOf(address: string): number {
  const { port, protocol } = new URL(address);
  if (port !== "") return Number(port);
  return protocol === "wss:" || protocol === "https:" ? 443 : 80;
}

function nodeProcess(): NodeProcess | undefined {
  const { process } = globalThis as { readonly process?: NodeProcess & { versions?: { node?: string } } };
  return process?.versions?.node === undefined ? undefined : process;
}

function isRecord(value: unknown): value is LocalServerRecord {
  if (typeof value !== "object" || value === null) return false;
  const { url, token, pid, dataDir } = value as { readonly [name: string]: unknown };
  return (
    typeof url === "string" &&
    URL.canParse(url) &&
    typeof token === "string" &&
    typeof dataDir === "string" &&
    typeof pid === "number" &&
    Number.isInteger(pid) &&
    pid > 0
  );
}
