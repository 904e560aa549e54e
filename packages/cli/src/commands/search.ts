import { Command } from "commander";
import { askServer } from "../archive/ask-server.ts";
import { findMessages, matchLine } from "../chat/search-lines.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { styleOf } from "../terminal/terminal-text.ts";

/** `aiwhisperer search`: finds messages in the sessions of a running server, a line each with its session. */
export function searchCommand(host: CommandHost): Command {
  return new Command("search")
    .description("find messages and titles; each line begins with the id of the session")
    .argument("<words...>", "words that a message has to contain, all of them")
    .option("--url <address>", "address of the server (default: as for chat)")
    .action(async (words: readonly string[], { url }: { readonly url?: string }) => {
      await askServer(url, host, async (client) => {
        const { matches, hasMore } = await findMessages(client, words.join(" "));
        for (const match of matches)
          host.stdout.write(
            `${matchLine(match, match.session.sessionId, styleOf(host.stdout, host.env)).trim()}\n`,
          );
        if (matches.length === 0) host.stderr.write("Nothing has these words.\n");
        if (hasMore) host.stderr.write("There is more: name more words.\n");
      });
    });
}
