import { type Client, createClient } from "@aiwhisperer/client";
import { ClientProvider } from "@aiwhisperer/react";
import { type ReactElement, type ReactNode, useEffect, useState } from "react";
import { checkToken } from "./check-token.ts";
import { openPageSession } from "./page-session.ts";
import { SignIn } from "./sign-in.tsx";
import { onSignInChanged, readToken, storeToken } from "./token-store.ts";

const UNAUTHENTICATED = 4401;

function connect(token: string | undefined): Client {
  const url = new URL("/ws", location.href.replace(/^http/, "ws")).href;
  return createClient(token === undefined ? { url } : { url, token: () => token });
}

/** Signs the page in, by the ticket of its address or by the stored token, and provides its client. */
export function SignedIn({ children }: { readonly children: ReactNode }): ReactElement | null {
  const [client, setClient] = useState<Client>();
  const [isRefused, setIsRefused] = useState(false);
  const [reason, setReason] = useState<string>();
  useEffect(() => {
    let isOver = false;
    const open = async (): Promise<void> => {
      const problem = await openPageSession();
      if (isOver) return;
      setReason(problem);
      setClient(connect(readToken()));
      const { kind } = await checkToken(readToken());
      if (kind === "refused" && !isOver) setIsRefused(true);
    };
    void open();
    return () => {
      isOver = true;
    };
  }, []);
  // Signing in or out in one tab holds for all of them.
  useEffect(() => onSignInChanged(() => location.reload()), []);
  useEffect(() => {
    if (client === undefined) return undefined;
    const { connection } = client;
    return connection.subscribe(() => {
      const { status, lastCloseCode } = connection.state;
      if (status === "closed" && lastCloseCode === UNAUTHENTICATED) setIsRefused(true);
    });
  }, [client]);
  if (client === undefined) return null;
  if (!isRefused) return <ClientProvider client={client}>{children}</ClientProvider>;
  return (
    <SignIn
      reason={reason}
      onToken={(token) => {
        storeToken(token);
        client.close();
        setClient(connect(token));
        setIsRefused(false);
      }}
    />
  );
}
