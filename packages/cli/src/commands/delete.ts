import { Command } from "commander";
import { askServer } from "../archive/ask-server.ts";
import type { CommandHost } from "../kit/command-host.ts";

/** `aiwhisperer delete`: deletes sessions of a running server. */
export function deleteCommand(host: CommandHost): Command {
  return new Command("delete")
    .description("delete sessions with all that was said in them")
    .argument("<session...>", "ids of the sessions")
    .option("--url <address>", "address of the server (default: as for chat)")
    .action(async (sessionIds: readonly string[], { url }: { readonly url?: string }) => {
      await askServer(url, host, async ({ rpc }) => {
        for (const sessionId of sessionIds) {
          await rpc.deleteSession({ sessionId });
          host.stderr.write(`Session ${sessionId} has been deleted.\n`);
        }
      });
    });
}
