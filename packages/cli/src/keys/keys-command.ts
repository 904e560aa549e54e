import {
  ApiKeyError,
  addKey,
  isPlainText,
  isUserId,
  MAX_KEY_NAME_LENGTH,
  MAX_USER_ID_LENGTH,
  readKeys,
  revokeKey,
} from "@aiwhisperer/server/keys";
import { Command } from "commander";
import type { ResolvedConfig } from "../config/resolve-config.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { requireKnownFolder } from "../trust/known-folder.ts";
import { isTrustedForRun } from "../trust/require-trust.ts";
import { requireTrustedConfig } from "../trust/require-trusted-config.ts";
import { keyLines } from "./key-lines.ts";
import { keysPath } from "./keys-path.ts";

interface FolderFlags {
  readonly dataDir?: string;
}

interface CreateFlags extends FolderFlags {
  readonly user: string;
  readonly name?: string;
  readonly admin?: boolean;
  readonly expiresIn?: string;
}

const FOOTER = `
A server takes API keys where it is started with --api-keys. It notices what is made and revoked here without a restart.`;

/** `aiwhisperer keys`: makes, lists and revokes the API keys in a data folder. */
export function keysCommand(host: CommandHost): Command {
  const command = new Command("keys")
    .description("make, list and revoke API keys")
    .addHelpText("after", FOOTER);
  command.addCommand(createCommand(host));
  command.addCommand(listCommand(host));
  command.addCommand(revokeCommand(host));
  return command;
}

function createCommand(host: CommandHost): Command {
  return withFolder(new Command("create"))
    .description("make an API key, and write it to standard output: the only time that it is shown")
    .requiredOption("--user <id>", "user of the key")
    .option("--name <text>", "what the list of keys calls it (default: the user)")
    .option("--admin", "the user is an admin with this key")
    .option("--expires-in <time>", "how long it holds, such as 90d, 12h or 1y (default: until it is revoked)")
    .action(async (flags: CreateFlags) => {
      const now = Date.now();
      const resolved = await configFor(flags, host);
      const { config } = resolved;
      const dataFolder = await requireKnownFolder(resolved, host, isTrustedForRun({}, host));
      const key = await explainingFaults(() =>
        addKey(keysPath(config), requestOf(flags, now), { now, maxKeys: config.maxApiKeys }),
      );
      await dataFolder.remember();
      host.stdout.write(`${key.text}\n`);
      host.stderr.write(
        `This is the only time that the key is shown. To take it back: aiwhisperer keys revoke ${key.id}\n`,
      );
    });
}

function listCommand(host: CommandHost): Command {
  return withFolder(new Command("list"))
    .description("list the API keys, the revoked ones too")
    .action(async (flags: FolderFlags) => {
      const { config } = await configFor(flags, host);
      const { keys } = await explainingFaults(() => readKeys(keysPath(config)));
      host.stdout.write(keyLines([...keys.values()], Date.now()));
    });
}

function revokeCommand(host: CommandHost): Command {
  return withFolder(new Command("revoke"))
    .description("revoke API keys; a running server ends their connections within a second")
    .argument("<id...>", "ids of the keys, as the list has them")
    .action(async (ids: readonly string[], flags: FolderFlags) => {
      const path = keysPath((await configFor(flags, host)).config);
      for (const id of ids) {
        const isNew = await explainingFaults(() => revokeKey(path, id, { now: Date.now() }));
        host.stderr.write(isNew ? `API key ${id} is revoked.\n` : `API key ${id} was revoked before.\n`);
      }
    });
}

function withFolder(command: Command): Command {
  return command.option("--data-dir <folder>", "folder of the keys (default: that of the configuration)");
}

function configFor({ dataDir }: FolderFlags, host: CommandHost): Promise<ResolvedConfig> {
  const flags = dataDir === undefined ? {} : { dataDir };
  return requireTrustedConfig(flags, host, ["dataDir", "maxApiKeys"]);
}

function requestOf(
  { user: userId, name = userId.slice(0, MAX_KEY_NAME_LENGTH), admin = false, expiresIn }: CreateFlags,
  now: number,
) {
  if (!isUserId(userId)) {
    throw new CommandFailure(
      `--user: a user id has 1 to ${MAX_USER_ID_LENGTH} characters, without control characters or invisible ones, and is not the reserved word "local".`,
    );
  }
  requireText("--name", name, MAX_KEY_NAME_LENGTH);
  const request = { userId, name, isAdmin: admin };
  if (expiresIn === undefined) return request;
  const lifetimeMs = parseLifetime(expiresIn);
  if (lifetimeMs === undefined) {
    throw new CommandFailure(`--expires-in: "${expiresIn}" is no time such as 90d, 12h, 30m or 1y.`);
  }
  return { ...request, expiresAt: new Date(now + lifetimeMs).toISOString() };
}

function requireText(flag: string, text: string, maxLength: number): void {
  if (isPlainText(text, maxLength)) return;
  throw new CommandFailure(
    `${flag}: a text of 1 to ${maxLength} characters without control characters is needed.`,
  );
}

/** Runs an action on the key file; a failure becomes a `CommandFailure` with its own text. */
async function explainingFaults<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const isExplained = error instanceof ApiKeyError || (error instanceof Error && "code" in error);
    if (!isExplained) throw error;
    throw new CommandFailure(`The API keys cannot be used: ${error.message}.`, { cause: error });
  }
}

/** Milliseconds of each unit of a lifetime. */
const UNIT_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  y: 365 * 86_400_000,
};

/** The longest lifetime that makes sense of a key. */
const MAX_LIFETIME_MS = 100 * 365 * 86_400_000;

/** Reads a lifetime such as `90d`, `12h` or `1y`, in milliseconds; undefined for a text that is none. */
export function parseLifetime(text: string): number | undefined {
  const [, count, unit = ""] = /^([1-9]\d{0,8})([mhdy])$/.exec(text.trim()) ?? [];
  const lifetimeMs = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  return lifetimeMs <= MAX_LIFETIME_MS ? lifetimeMs : undefined;
}
