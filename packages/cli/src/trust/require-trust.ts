import { join } from "node:path";
import { createInterface } from "node:readline";
import { errorMessage } from "@aiwhisperer/protocol";
import { TRUST_CONFIG_FLAG, TRUST_CONFIG_VARIABLE } from "../config/variable-source.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { shellPath } from "../kit/shell-path.ts";
import type { TrustStore } from "./trust-store.ts";
import { type TrustSubject, visibleLine } from "./trust-subject.ts";

/** This very program: a folder cannot have another one run instead. */
const PROGRAM = join(import.meta.dirname, "../../bin/aiwhisperer.cjs");

/** How something of the working folder came to be trusted. */
export type Trust = "stored" | "confirmed" | "for-this-run";

/** Whether the operator trusts the working folder for this run, by flag or variable. */
export function isTrustedForRun(flags: { readonly trustConfig?: unknown }, { env }: CommandHost): boolean {
  return flags.trustConfig === true || ["true", "1"].includes(env[TRUST_CONFIG_VARIABLE]?.trim() ?? "");
}

/**
 * Requires that a person has confirmed something of the working folder: earlier, or now at a terminal.
 * Rejects with a `CommandFailure` that has the commands which confirm it where there is no terminal, or where
 * the person declines.
 */
export async function requireTrust(
  subject: TrustSubject,
  host: CommandHost,
  { store, isForced }: { readonly store: TrustStore | undefined; readonly isForced: boolean },
): Promise<Trust> {
  const known = await store?.find(subject.path);
  if (known?.sha256 === subject.sha256) return "stored";
  if (isForced) {
    host.stderr.write(`${visibleLine(subject.path)} is trusted for this run.\n`);
    return "for-this-run";
  }
  const text = describeSubject(subject, known?.trustedAt);
  if (host.stdin.isTTY !== true || host.stderr.isTTY !== true) {
    throw new CommandFailure(`${text}\n${adviceFor(subject)}`);
  }
  host.stderr.write(`${[text, ...subject.details].join("\n")}\n`);
  if (!(await askYes("Trust it? [y/N] ", host))) {
    throw new CommandFailure("It was not trusted, so nothing was started.");
  }
  return "confirmed";
}

/**
 * Stores that a person has confirmed something. A store that cannot be written is a note: the next start asks
 * again.
 */
export async function storeTrust(
  store: TrustStore | undefined,
  { path, sha256 }: Pick<TrustSubject, "path" | "sha256">,
  { stderr }: CommandHost,
): Promise<void> {
  try {
    await store?.add({ path, sha256, trustedAt: new Date().toISOString() });
  } catch (error) {
    stderr.write(`That cannot be stored (${errorMessage(error)}); the next start asks again.\n`);
  }
}

/** What something of the folder is and does, for a terminal or a log. */
export function describeSubject({ title, path, effects }: TrustSubject, trustedAt?: string): string {
  const state =
    trustedAt === undefined ? "was not confirmed" : `has changed since it was confirmed (${trustedAt})`;
  return [`${title} ${state}: ${visibleLine(path)}`, ...effects.map((effect) => `  ${effect}`)].join("\n");
}

function adviceFor({ title }: TrustSubject): string {
  return (
    `${title} could run programs, open the server to others or read files, so nothing was started. To confirm it, run ` +
    `\`aiwhisperer trust\` in this folder (not by npx: the folder could bring a program of that name), or \`node ${shellPath(PROGRAM)} trust\`. To trust it for one run, set ` +
    `${TRUST_CONFIG_VARIABLE}=true or start with \`serve ${TRUST_CONFIG_FLAG}\`.`
  );
}

/** Asks at the terminal. The end of the input and Ctrl-C are a no. */
async function askYes(question: string, { stdin, stderr }: CommandHost): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stderr });
  const answer = Promise.withResolvers<string>();
  lines.once("close", () => answer.resolve(""));
  lines.once("SIGINT", () => lines.close());
  lines.question(question, answer.resolve);
  const text = await answer.promise;
  lines.close();
  return /^\s*y(es)?\s*$/i.test(text);
}
