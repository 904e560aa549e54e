import type { Client, ConnectionState } from "@aiwhisperer/client";
import { createContext, createElement, type ReactNode, useContext } from "react";
import { useReadable } from "./use-readable.ts";

const ClientContext = createContext<Client | undefined>(undefined);

/** Properties of a `ClientProvider`. */
export interface ClientProviderProps {
  /** The program creates and closes it; the provider does neither. */
  readonly client: Client;
  readonly children?: ReactNode;
}

/** Provides the hooks below it with their client. */
export function ClientProvider({ client, children }: ClientProviderProps): ReactNode {
  return createElement(ClientContext, { value: client }, children);
}

/** Returns the client of the nearest provider. Throws without a provider. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error("useClient needs a <ClientProvider> above it.");
  return client;
}

/** Returns the state of the connection to the server. `client.connect()` retries at once. */
export function useConnection(): ConnectionState {
  return useReadable(useClient().connection);
}
