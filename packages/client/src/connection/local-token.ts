/** Variable whose token takes precedence over that of a local server. */
const TOKEN_VARIABLE = "AIWHISPERER_TOKEN";

/** The parts of Node needed to find a local server's token; a browser has none of them. */
interface NodeProcess {
  readonly env: { readonly [name: string]: string | undefined };
  readonly platform: string;
  getBuiltinModule?(name: "node:fs"): { readFileSync(path: string, encoding: "utf8"): string } | undefined;
  kill(pid: number, signal: 0): true;
}

/** Record that a running server keeps for programs of the same user. */
export interface LocalServerRecord {
  /** Address that a browser can open, `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  readonly dataDir: string;
  /** Start of the process, as Linux counts it (`processStartOf`); absent if unknown. */
  readonly processStart?: string;
}

/** A token with the address that it is sent to. */
export interface LocalAccess {
  readonly url: string;
  readonly token: string;
}

/**
 * Returns the token for a server on this machine: that of the variable AIWHISPERER_TOKEN, else that of the
 * record of a running server of the same user on that port. `undefined` in a browser, for an address that is
 * not loopback, and if no such server runs. A token never leaves this machine and is sent to no process of
 * another user.
 */
export function findLocalAccess(address: string): LocalAccess | undefined {
  const node = nodeProcess();
  if (node === undefined || !isLoopbackAddress(address)) return undefined;
  const given = node.env[TOKEN_VARIABLE]?.trim();
  return given ? { url: address, token: given } : findRecordedAccess(address);
}

/**
 * Returns the token of the record of a running server of the same user on an address's port. Another user's
 * process can listen on the same port of another loopback address: the record must be of the server at this
 * address. `localhost`, which can be any of them, becomes the address of the record.
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

/** Returns the record of the server on a port if it still runs as this user. */
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
    // No record, or its process has ended or belongs to another user.
    return undefined;
  }
}

/** Process ids are reused; the start time distinguishes two processes. */
function isSameProcess({ pid, processStart }: LocalServerRecord): boolean {
  return processStart === undefined || processStart === processStartOf(pid);
}

/** Returns the start of a process in clock ticks since boot; `undefined` on systems other than Linux. */
export function processStartOf(pid: number): string | undefined {
  try {
    const text = nodeProcess()?.getBuiltinModule?.("node:fs")?.readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program, in parentheses, can have spaces. The start is field 22; field 3 follows the
    // name.
    return text?.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

/** Returns the folder of the records: `servers` in the user's state folder. */
export function localServersFolder(place: Pick<NodeProcess, "env" | "platform">): string | undefined {
  const folder = userStateFolder(place);
  return folder === undefined ? undefined : `${folder}/servers`;
}

/**
 * Returns the folder for a user's state: `$XDG_STATE_HOME/aiwhisperer`, or the platform's equivalent.
 * `undefined` for a user without a home.
 */
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

/** Whether an address is of this machine only. */
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
