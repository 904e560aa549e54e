import { existsSync } from "node:fs";
import type { ProgramSandbox } from "@aiwhisperer/engine";
import type { Config } from "../config/option-table.ts";
import { visibleLine } from "../trust/trust-subject.ts";
import { isLogStored, logPath } from "./open-log.ts";

/** The text that the user sees when the server has started. */
export interface StartFacts {
  readonly config: Config;
  /** Address that a browser can open. */
  readonly url: string;
  readonly webAppFolder: string;
  /** What confines commands. */
  readonly programs: ProgramSandbox;
  /** Names of the MCP servers that tools are taken from. */
  readonly mcpServers: readonly string[];
  /** Names of the plug-ins. */
  readonly plugins: readonly string[];
}

/** The text of a start, whose last line ends with the address. */
export function startText({ config, url, webAppFolder, programs, mcpServers, plugins }: StartFacts): string {
  const lines = [
    `  log      ${isLogStored(config) ? visibleLine(logPath(config)) : "in memory: it ends with this program"}`,
    `  model    ${config.model}${modelNote(config.model)}`,
    `  tools    ${toolsNote(config)}`,
    ...(config.tools ? [`  commands ${commandsNote(config, programs)}`] : []),
    ...(mcpServers.length === 0
      ? []
      : [`  mcp      ${mcpServers.join(", ")}; they are connected to in the background`]),
    ...(plugins.length === 0 ? [] : [`  plug-ins ${plugins.join(", ")}`]),
    `  access   ${accessNote(config)}`,
    ...(existsSync(webAppFolder) ? [] : ["  page     has not been built; `npm start` builds it"]),
    `AIWhisperer listens on ${url}`,
  ];
  return `${lines.join("\n")}\n`;
}

function modelNote(model: string): string {
  if (model !== "demo") return "";
  return ": a demonstration by fixed rules, no AI. Choose another with --model; docs/configuration.md lists them";
}

const POLICY_WORDS: Readonly<Record<Config["readPolicy"], string>> = {
  allow: "run without asking",
  ask: "ask first",
  deny: "are refused",
};

function toolsNote({ tools, workspace, ...policies }: Config): string {
  const place = tools ? `the folder ${visibleLine(workspace)}` : "none built in";
  const reads = POLICY_WORDS[policies.readPolicy];
  const writes = POLICY_WORDS[policies.writePolicy];
  const commands = POLICY_WORDS[policies.executePolicy];
  const changes =
    writes === commands ? `writes and commands ${writes}` : `writes ${writes}, commands ${commands}`;
  return `${place}; reads ${reads}, ${changes}`;
}

function commandsNote({ executePolicy }: Config, programs: ProgramSandbox): string {
  if (programs.sandbox !== undefined) {
    const network = programs.network ? "with the network" : "without the network";
    return `run in a sandbox (${programs.sandbox.name}), ${network}`;
  }
  const warning = executePolicy === "deny" ? "" : "WARNING: ";
  return `${warning}not confined: they can do all that this user can. ${programs.reason}`;
}

function accessNote({ apiKeys, tokenIssuer, trustLocal }: Config): string {
  const ways = [
    ...(apiKeys ? ["an API key (`aiwhisperer keys` makes them)"] : []),
    ...(tokenIssuer === undefined ? [] : [`a token of ${tokenIssuer}`]),
  ];
  if (ways.length > 0) return `clients with ${ways.join(" or ")}`;
  if (trustLocal) {
    return "WARNING: --trust-local: every program and every user of this machine can use it without a token";
  }
  return "this user, by the address below (single use, 10 minutes); `aiwhisperer open` prints a new one";
}
