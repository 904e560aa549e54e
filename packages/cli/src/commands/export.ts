import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { askServer } from "../archive/ask-server.ts";
import { toJsonLines, toMarkdownDocument } from "../archive/export-formats.ts";
import { readFromFolder, readFromServer } from "../archive/read-session.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { explainingLogFaults } from "../serve/open-log.ts";

interface ExportFlags {
  readonly url?: string;
  readonly dataDir?: string;
  readonly format: "jsonl" | "markdown";
  readonly out?: string;
}

/** `aiwhisperer export`: writes a session as JSON lines or Markdown. */
export function exportCommand(host: CommandHost): Command {
  return new Command("export")
    .description("write a session as JSON lines or Markdown")
    .argument("<session>", "id of the session")
    .addOption(new Option("--format <format>", "how").choices(["jsonl", "markdown"]).default("jsonl"))
    .option("--out <file>", "where to (default: standard output)")
    .option("--url <address>", "address of the server (default: as for chat)")
    .addOption(
      new Option("--data-dir <folder>", "read the log in this folder instead of asking a server").conflicts(
        "url",
      ),
    )
    .action(async (sessionId: string, flags: ExportFlags) => {
      const exported = await read(sessionId, flags, host);
      const text = flags.format === "jsonl" ? toJsonLines(exported) : toMarkdownDocument(exported);
      if (flags.out === undefined) host.stdout.write(text);
      else await writeFile(resolve(host.cwd, flags.out), text);
    });
}

async function read(sessionId: string, { url, dataDir }: ExportFlags, host: CommandHost) {
  if (dataDir !== undefined) {
    return explainingLogFaults(() => readFromFolder(resolve(host.cwd, dataDir), sessionId));
  }
  return askServer(url, host, (client) => readFromServer(client, sessionId));
}
