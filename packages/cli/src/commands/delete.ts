import { Command } from "commander";
import { connect } from "../chat/connect.ts";
import { explainFailure } from "../chat/failure-text.ts";
import { serverAddress } from "../chat/server-address.ts";
import { CommandFailure } from "../command-failure.ts";
import type { CommandHost } from "../command-host.ts";

/** `aiwhisperer delete`: deletes sessions of a running server. */
export function deleteCommand(host: CommandHost): Command {
  return new Command("delete")
    .description("delete sessions with all that was said in them")
    .argument("<session...>", "ids of the sessions")
    .option("--url <address>", "address of the server (default: as for chat)")
    .action(async (sessionIds: readonly string[], { url }: { readonly url?: string }) => {
      const client = await connect(serverAddress(url, host), () => undefined);
      try {
        for (const sessionId of sessionIds) {
          await client.rpc.deleteSession({ sessionId });
          host.stderr.write(`Session ${sessionId} has been deleted.\n`);
        }
      } catch (error) {
        const text = explainFailure(error);
        if (text === undefined) throw error;
        throw new CommandFailure(text, { cause: error });
      } finally {
        client.close();
      }
    });
}
