import type { Client } from "@aiwhisperer/client";
import { createContext, createElement, type ReactNode, useContext } from "react";

const ClientContext = createContext<Client | undefined>(undefined);

/** What a `ClientProvider` is given. */
export interface ClientProviderProps {
  /** Made, and closed, by the program: the provider does neither. */
  readonly client: Client;
  readonly children?: ReactNode;
}

/** Provides the hooks below it with their client. */
export function ClientProvider({ client, children }: ClientProviderProps): ReactNode {
  return createElement(ClientContext, { value: client }, children);
}

/** The client of the nearest provider. Throws where there is none. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error("useClient needs a <ClientProvider> above it.");
  return client;
}
