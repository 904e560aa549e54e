import { type Client, type ClientOptions, createClient, findRecordedAccess } from "@aiwhisperer/client";
import { CloseCode } from "@aiwhisperer/protocol";
import { TOKEN_VARIABLE } from "../config/variable-source.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import type { Environment } from "../kit/command-host.ts";
import type { ServerAddress } from "./server-address.ts";

/**
 * Connects to a server with a token: that of the environment, or that of this user's own server on that port
 * of this machine. At an address that a configuration file of the working folder decided about, only the
 * latter. Rejects with a `CommandFailure` as soon as the first attempt has failed.
 */
export async function connect(
  address: ServerAddress,
  { env, onFault }: { readonly env: Environment; readonly onFault: (error: unknown) => void },
): Promise<Client> {
  const { url } = address;
  const client = createClient({ onFault, ...accessTo(address, env) });
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
  const isRefused = client.connection.state.lastCloseCode === CloseCode.Unauthenticated;
  client.close();
  if (address.isOfFolder && env[TOKEN_VARIABLE]?.trim()) {
    throw new CommandFailure(
      `No server answers at ${url}, or it needs a token. ${TOKEN_VARIABLE} is not sent to an address that the configuration of the working folder has: name the address with --url.`,
    );
  }
  if (isRefused) {
    throw new CommandFailure(
      `The server at ${url} does not take the token of ${TOKEN_VARIABLE}. Make an API key with \`aiwhisperer keys create\` where it runs, or get a new token.`,
    );
  }
  throw new CommandFailure(
    `No server answers at ${url}. Start one with \`npm start\` or \`aiwhisperer serve\`, or name its address with --url. One that asks who you are wants a token or an API key in ${TOKEN_VARIABLE}.`,
  );
}

/**
 * At an address of the working folder the token of the environment does not count: only that of this user's
 * own server, which is connected to by its own address.
 */
function accessTo(
  { url, isOfFolder }: ServerAddress,
  env: Environment,
): Pick<ClientOptions, "url" | "token"> {
  if (isOfFolder) {
    return { url: () => findRecordedAccess(url)?.url ?? url, token: () => findRecordedAccess(url)?.token };
  }
  const token = env[TOKEN_VARIABLE]?.trim() || undefined;
  return token === undefined ? { url } : { url, token: () => token };
}
