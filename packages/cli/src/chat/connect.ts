import { type Client, createClient } from "@aiwhisperer/client";
import { CommandFailure } from "../command-failure.ts";

/** Connects to a server. Rejects with a `CommandFailure` as soon as the first attempt has failed. */
export async function connect(url: string, onFault: (error: unknown) => void): Promise<Client> {
  const client = createClient({ url, onFault });
  const settled = Promise.withResolvers<boolean>();
  const unsubscribe = client.connection.subscribe(() => {
    const { status } = client.connection.state;
    if (status === "connected") settled.resolve(true);
    if (status === "reconnecting" || status === "closed") settled.resolve(false);
  });
  client.connect();
  const isConnected = await settled.promise;
  unsubscribe();
  if (isConnected) return client;
  client.close();
  throw new CommandFailure(
    `No server answers at ${url}. Start one with \`npm start\` or \`aiwhisperer serve\`, or name its address with --url.`,
  );
}
