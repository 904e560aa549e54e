import { spawn } from "node:child_process";
import { findLocalServer, type LocalServerRecord } from "@aiwhisperer/client";
import { Command } from "commander";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost, Environment } from "../kit/command-host.ts";
import { serverAddress } from "../terminal/server-address.ts";

interface OpenFlags {
  readonly url?: string;
  readonly browser: boolean;
}

/** How long the server may take to issue a ticket. */
const REQUEST_TIMEOUT_MS = 5_000;

/**
 * `aiwhisperer open`: prints an address with a new single-use ticket and, on a desktop, opens it in the
 * browser.
 */
export function openCommand(host: CommandHost): Command {
  return new Command("open")
    .description("print an address that signs a browser in to the server of this machine, and open it")
    .option("--url <address>", "address of the server (default: where the configuration has it listen)")
    .option("--no-browser", "only print the address")
    .action(async ({ url, browser }: OpenFlags) => {
      const server = requireServer((await serverAddress(url, host)).url);
      const address = `${server.url}/#ticket=${await requestStartTicket(server)}`;
      host.stdout.write(`${address}\n`);
      if (browser && host.stdout.isTTY === true) openInBrowser(address, host.env);
    });
}

function requireServer(address: string): LocalServerRecord {
  const { port } = new URL(address);
  const server = findLocalServer(port === "" ? 80 : Number(port));
  if (server !== undefined) return server;
  throw new CommandFailure(
    `No server of this user that asks for a token runs at ${address}. Start one with \`npm start\` or \`aiwhisperer serve\`, or name its address with --url.`,
  );
}

async function requestStartTicket({ url, token }: LocalServerRecord): Promise<string> {
  try {
    const response = await fetch(new URL("/auth/start-ticket", url), {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const answer: unknown = await response.json();
    if (response.ok && isTicketAnswer(answer)) return answer.ticket;
    throw new CommandFailure(`The server at ${url} issued no ticket (HTTP ${response.status}).`);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`The server at ${url} does not answer.`, { cause: error });
  }
}

function isTicketAnswer(value: unknown): value is { readonly ticket: string } {
  return typeof value === "object" && value !== null && "ticket" in value && typeof value.ticket === "string";
}

/** Starts the desktop's own opener. Without one the printed address is what the person has. */
function openInBrowser(address: string, env: Environment): void {
  const opener = openerOf(env);
  if (opener === undefined) return;
  const [command, ...args] = opener;
  const child = spawn(command, [...args, address], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}

function openerOf(env: Environment): readonly [string, ...string[]] | undefined {
  if (process.platform === "darwin") return ["open"];
  if (process.platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ["xdg-open"] : undefined;
}
