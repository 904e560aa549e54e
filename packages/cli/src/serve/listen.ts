import { once } from "node:events";
import { createServer, isIP } from "node:net";
import { type RunningServer, type ServerOptions, startServer } from "@aiwhisperer/server";
import type { Config } from "../config/option-table.ts";
import { CommandFailure } from "../kit/command-failure.ts";

/** Starts listening. Rejects with a `CommandFailure` that says what to do where the address cannot be had. */
export async function listen(config: Config, options: ServerOptions): Promise<RunningServer> {
  const { host, port } = config;
  try {
    return await startServer(options, { host, port });
  } catch (error) {
    const advice = adviceFor(error, config);
    if (advice === undefined) throw error;
    throw new CommandFailure(advice, { cause: error });
  }
}

/**
 * Checks that the address can be listened on, before the log is opened: a start that fails must not resume a
 * single turn. Rejects with a `CommandFailure`.
 */
export async function requireFreeAddress(config: Config): Promise<void> {
  const { host, port } = config;
  if (port === 0) return;
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, "listening");
  } catch (error) {
    const advice = adviceFor(error, config);
    if (advice === undefined) throw error;
    throw new CommandFailure(advice, { cause: error });
  } finally {
    probe.close();
  }
}

/** Hosts that requests may name: those of the configuration, and the address that is listened on. */
export function servedHosts({ host, allowHost }: Config): readonly string[] {
  if (isWildcard(host)) return allowHost;
  return [...allowHost, isIP(host) === 6 ? `[${host}]` : host.toLowerCase()];
}

/**
 * Origins that may use the server beside its own: those of the configuration, and the one that browsers know
 * it by.
 */
export function servedOrigins({ allowOrigin, publicUrl }: Config): readonly string[] {
  return publicUrl === undefined ? allowOrigin : [...allowOrigin, publicUrl];
}

/** The address that a browser on this machine can open. */
export function browserUrl({ host }: Config, { url, port }: RunningServer): string {
  return isWildcard(host) ? `http://127.0.0.1:${port}` : url;
}

/**
 * The address that is listened on: a name such as `localhost` can mean several, of which other users can have
 * the rest.
 */
export function listeningUrl({ address, port }: Pick<RunningServer, "address" | "port">): string {
  return `http://${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
}

function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function adviceFor(error: unknown, { host, port }: Config): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} of ${host} is in use, perhaps by another aiwhisperer. End that one, choose another port with --port, or take a free one with --port 0.`;
    case "EACCES":
      return `Port ${port} may not be used by this user. Choose one from 1024 on with --port.`;
    case "EADDRNOTAVAIL":
      return `${host} is not an address of this machine. Choose another with --host, such as 127.0.0.1.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host name ${host} cannot be resolved. Give an address with --host, such as 127.0.0.1.`;
    default:
      return undefined;
  }
}
