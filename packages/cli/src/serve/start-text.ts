import { existsSync } from "node:fs";
import { isLoopback } from "@aiwhisperer/server";
import type { Config } from "../config/option-table.ts";
import { logPath } from "./open-log.ts";

/** What a person is told when the server has started. */
export interface StartFacts {
  readonly config: Config;
  /** Address that a browser can open. */
  readonly url: string;
  readonly webAppFolder: string;
}

/** The text of a start, whose last line ends with the address. */
export function startText({ config, url, webAppFolder }: StartFacts): string {
  const lines = [
    `  log      ${logPath(config)}`,
    `  model    ${config.model}${modelNote(config.model)}`,
    `  access   ${accessNote(config.host)}`,
    ...(existsSync(webAppFolder) ? [] : ["  page     has not been built; `npm start` builds it"]),
    `AIWhisperer listens on ${url}`,
  ];
  return `${lines.join("\n")}\n`;
}

function modelNote(model: string): string {
  if (model !== "demo") return "";
  return ": a demonstration by fixed rules, no AI. Choose another with --model; docs/configuration.md lists them";
}

function accessNote(host: string): string {
  if (isLoopback(host)) return "anybody on this machine may use it; no password is asked";
  return "INSECURE: whoever reaches this address may read and use everything; no password is asked, nothing is encrypted";
}
