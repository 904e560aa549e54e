import { type Client, createClient } from "@aiwhisperer/client";
import { CommandFailure } from "../command-failure.ts";
import type { Environment } from "../command-host.ts";
import { TOKEN_VARIABLE } from "../config/variable-source.ts";

/** Close code of a server that asks who the user is. */
const UNAUTHENTICATED = 4401;

/**
 * Connects to a server, with the token that the environment has for it. Rejects with a `CommandFailure` as soon as the first attempt has failed.
 */
export async function connect(
  url: string,
  { env, onFault }: { readonly env: Environment; readonly onFault: (error: unknown) => void },
): Promise<Client> {
  const token = env[TOKEN_VARIABLE]?.trim() || undefined;
  const client = createClient({ url, onFault, ...(token === undefined ? {} : { token: () => token }) });
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
  const isRefused = client.connection.state.lastCloseCode === UNAUTHENTICATED;
  client.close();
  if (isRefused) {
    throw new CommandFailure(
      `The server at ${url} does not take the token of ${TOKEN_VARIABLE}. Make an API key with \`aiwhisperer keys create\` where it runs, or get a new token.`,
    );
  }
  throw new CommandFailure(
    `No server answers at ${url}. Start one with \`npm start\` or \`aiwhisperer serve\`, or name its address with --url. One that asks who you are wants a token or an API key in ${TOKEN_VARIABLE}.`,
  );
}
