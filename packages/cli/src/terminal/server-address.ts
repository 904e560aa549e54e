import { OPTIONS } from "../config/option-table.ts";
import { URL_VARIABLE } from "../config/variable-source.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { requireTrustedConfig } from "../trust/require-trusted-config.ts";

const WEBSOCKET_PATH = "/ws";

/** Where to connect to. */
export interface ServerAddress {
  /** WebSocket address. */
  readonly url: string;
  /**
   * Whether a configuration file of the working folder decided about the address, confirmed or not. The token
   * of the environment is not sent there: the folder could name any program that waits for it.
   */
  readonly isOfFolder: boolean;
}

/**
 * The address to connect to: the one given, that of the variable, or where the configuration has the server
 * listen. Rejects with a `CommandFailure` for an address that is none, and for a configuration of the working
 * folder that is not confirmed.
 */
export async function serverAddress(given: string | undefined, host: CommandHost): Promise<ServerAddress> {
  const fromVariable = host.env[URL_VARIABLE]?.trim() || undefined;
  if (given !== undefined) return { url: parseServerAddress(given, "--url"), isOfFolder: false };
  if (fromVariable !== undefined) {
    return { url: parseServerAddress(fromVariable, URL_VARIABLE), isOfFolder: false };
  }
  return configuredAddress(host);
}

/**
 * The WebSocket address that a text names; it may be the one that a browser opens. Throws a `CommandFailure`
 * that names the origin of a text that is no address.
 */
export function parseServerAddress(text: string, origin: string): string {
  const url = URL.parse(/^\w+:\/\//.test(text) ? text : `ws://${text}`);
  const scheme = url === null ? undefined : schemes.get(url.protocol);
  if (url === null || scheme === undefined) {
    const form = `ws://${OPTIONS.host.fallback}:${OPTIONS.port.fallback}${WEBSOCKET_PATH}`;
    throw new CommandFailure(`${origin}: "${text}" is not an address of a server, such as ${form}.`);
  }
  url.protocol = scheme;
  url.hash = "";
  if (url.pathname === "/") url.pathname = WEBSOCKET_PATH;
  return url.href;
}

const schemes: ReadonlyMap<string, string> = new Map([
  ["ws:", "ws:"],
  ["wss:", "wss:"],
  ["http:", "ws:"],
  ["https:", "wss:"],
]);

async function configuredAddress(commandHost: CommandHost): Promise<ServerAddress> {
  const used = ["host", "port"] as const;
  const { config, folderConfig } = await requireTrustedConfig({}, commandHost, used);
  const { host, port } = config;
  const isOfFolder = folderConfig?.inForce.some((name) => used.some((each) => each === name)) === true;
  const reachable = host === "0.0.0.0" || host === "::" ? OPTIONS.host.fallback : host;
  // Which free port a server took cannot be known here.
  const shownPort = port === 0 ? OPTIONS.port.fallback : port;
  const url = `ws://${reachable.includes(":") ? `[${reachable}]` : reachable}:${shownPort}${WEBSOCKET_PATH}`;
  return { url, isOfFolder };
}
