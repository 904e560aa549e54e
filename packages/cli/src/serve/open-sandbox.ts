import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute } from "node:path";
import { localServersFolder } from "@aiwhisperer/client";
import {
  DEFAULT_SANDBOX_LIMITS,
  findSandbox,
  type ProgramSandbox,
  type SandboxPlaces,
} from "@aiwhisperer/engine";
import type { Config } from "../config/option-table.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import type { Environment } from "../kit/command-host.ts";
import { pickLimits } from "./pick-limits.ts";

/**
 * Finds the sandbox of commands and MCP servers, in which `obeyed` files are read-only. Rejects with a
 * `CommandFailure` when one is required and there is none.
 */
export async function openSandbox(
  config: Config,
  env: Environment,
  obeyed: readonly string[],
): Promise<ProgramSandbox> {
  const { commandSandbox, commandNetwork } = config;
  if (commandSandbox === "off") return { reason: "The sandbox is off (--command-sandbox off)." };
  const limits = pickLimits(config, DEFAULT_SANDBOX_LIMITS);
  const places = sandboxPlaces(config, env, obeyed);
  const found = await findSandbox({ places, limits, network: commandNetwork === "allow" });
  if (commandSandbox === "required" && found.sandbox === undefined) {
    throw new CommandFailure(
      `Commands cannot be confined, and --command-sandbox required asks for it. ${found.reason} Or start without tools by --no-tools.`,
    );
  }
  return found;
}

/**
 * What the sandbox hides and shows: nothing of what the server keeps, and no file with keys that its
 * configuration names.
 */
function sandboxPlaces(config: Config, env: Environment, obeyed: readonly string[]): SandboxPlaces {
  const { workspace, dataDir, tokenSecretFile, mcpConfig, commandReadable, commandWritable } = config;
  const servers = localServersFolder({ env, platform: process.platform });
  const hidden = [dataDir, servers === undefined ? undefined : dirname(servers), tokenSecretFile, mcpConfig];
  return {
    workspace,
    home: env.HOME ?? homedir(),
    // `node` in PATH may be a link to this Node, whose folder is not in it.
    path: [...(env.PATH ?? "").split(delimiter).filter(isAbsolute), dirname(process.execPath)],
    hidden: hidden.filter((path) => path !== undefined),
    readable: commandReadable,
    guarded: obeyed,
    writable: commandWritable,
  };
}
