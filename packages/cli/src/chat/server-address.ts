import { CommandFailure } from "../command-failure.ts";
import type { CommandHost } from "../command-host.ts";
import { OPTIONS } from "../config/option-table.ts";
import { requireConfig } from "../config/require-config.ts";
import { URL_VARIABLE } from "../config/variable-source.ts";

const WEBSOCKET_PATH = "/ws";

/**
 * The WebSocket address to connect to: the one given, that of the variable, or where the configuration has the server listen.
 * Throws a `CommandFailure` for an address that is none.
 */
export function serverAddress(given: string | undefined, host: CommandHost): string {
  const fromVariable = host.env[URL_VARIABLE]?.trim() || undefined;
  if (given !== undefined) return parseServerAddress(given, "--url");
  if (fromVariable !== undefined) return parseServerAddress(fromVariable, URL_VARIABLE);
  return configuredAddress(host);
}

/**
 * The WebSocket address that a text names; it may be the one that a browser opens. Throws a `CommandFailure` that names the origin of a text
 * that is no address.
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

function configuredAddress({ env, cwd }: CommandHost): string {
  const { host, port } = requireConfig({ flags: {}, env, cwd }).config;
  const reachable = host === "0.0.0.0" || host === "::" ? OPTIONS.host.fallback : host;
  // Which free port a server took cannot be known here.
  const shownPort = port === 0 ? OPTIONS.port.fallback : port;
  return `ws://${reachable.includes(":") ? `[${reachable}]` : reachable}:${shownPort}${WEBSOCKET_PATH}`;
}
