import { type Client, createClient } from "@aiwhisperer/client";
import { ClientProvider } from "@aiwhisperer/react";
import { type ReactElement, type ReactNode, useEffect, useState } from "react";
import { checkToken } from "./check-token.ts";
import { SignIn } from "./sign-in.tsx";
import { readToken, storeToken } from "./token-store.ts";

const UNAUTHENTICATED = 4401;

function connect(token: string | undefined): Client {
  const url = new URL("/ws", location.href.replace(/^http/, "ws")).href;
  return createClient(token === undefined ? { url } : { url, token: () => token });
}

/** Gives the page its client: at once where nobody is asked who they are, else for whom the token names. */
export function SignedIn({ children }: { readonly children: ReactNode }): ReactElement {
  const [client, setClient] = useState(() => connect(readToken()));
  const [isRefused, setIsRefused] = useState(false);
  useEffect(() => {
    let isOver = false;
    const check = async (): Promise<void> => {
      const { kind } = await checkToken(readToken());
      if (kind === "refused" && !isOver) setIsRefused(true);
    };
    void check();
    return () => {
      isOver = true;
    };
  }, []);
  useEffect(() => {
    const { connection } = client;
    return connection.subscribe(() => {
      const { status, lastCloseCode } = connection.state;
      if (status === "closed" && lastCloseCode === UNAUTHENTICATED) setIsRefused(true);
    });
  }, [client]);
  if (!isRefused) return <ClientProvider client={client}>{children}</ClientProvider>;
  return (
    <SignIn
      onToken={(token) => {
        storeToken(token);
        client.close();
        setClient(connect(token));
        setIsRefused(false);
      }}
    />
  );
}
