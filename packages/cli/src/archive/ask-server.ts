import type { Client } from "@aiwhisperer/client";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { connect } from "../terminal/connect.ts";
import { explainFailure } from "../terminal/failure-text.ts";
import { serverAddress } from "../terminal/server-address.ts";

/**
 * Runs a request against a server and closes the connection. Rejects with a `CommandFailure` when the server
 * refuses.
 */
export async function askServer<T>(
  url: string | undefined,
  host: CommandHost,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const onFault = (error: unknown) => void host.stderr.write(`${String(error)}\n`);
  const client = await connect(await serverAddress(url, host), { env: host.env, onFault });
  try {
    return await work(client);
  } catch (error) {
    const text = explainFailure(error);
    if (text === undefined) throw error;
    throw new CommandFailure(text, { cause: error });
  } finally {
    client.close();
  }
}
