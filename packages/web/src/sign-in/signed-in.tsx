import { type Client, createClient } from "@aiwhisperer/client";
import { CloseCode } from "@aiwhisperer/protocol";
import { ClientProvider } from "@aiwhisperer/react";
import { lazy, type ReactElement, type ReactNode, Suspense, useEffect, useState } from "react";
import { clearWritten, createPageOutbox } from "../written/page-outbox.ts";
import { checkToken } from "./check-token.ts";
import { openPageSession } from "./page-session.ts";
import { onSignInChanged, readToken, readUser, storeSignIn } from "./token-store.ts";

const LazySignIn = lazy(() => import("./sign-in.tsx").then(({ SignIn }) => ({ default: SignIn })));

/** The user of a server that asks for no token, as the SDK names it. */
const LOCAL_USER = "local";

/**
 * Makes the client of the person who is signed in. What that person wrote before and has not been sent is
 * sent by it.
 */
function connect(): Client {
  const url = new URL("/ws", location.href.replace(/^http/, "ws")).href;
  const token = readToken();
  if (token === undefined) return createClient({ url, outbox: createPageOutbox(LOCAL_USER) });
  const userId = readUser();
  const written = userId === undefined ? {} : { userId, outbox: createPageOutbox(userId) };
  return createClient({ url, token: () => token, ...written });
}

/** Whether it is known whose messages the client sends: no one else's may be. */
function isUserKnown(): boolean {
  return readToken() === undefined || readUser() !== undefined;
}

/**
 * Asks the server whether it accepts the stored token, or none, and stores the user of the token. Resolves
 * with true if it refuses.
 */
async function isRefusedByServer(): Promise<boolean> {
  const token = readToken();
  const check = await checkToken(token);
  if (check.kind === "accepted" && token !== undefined) storeSignIn({ token, userId: check.userId });
  return check.kind === "refused";
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
      if (isUserKnown()) setClient(connect());
      const refused = await isRefusedByServer();
      if (isOver) return;
      setClient((present) => present ?? connect());
      if (refused) setIsRefused(true);
    };
    void open();
    return () => {
      isOver = true;
    };
  }, []);
  // Signing in or out in one tab holds for all of them.
  useEffect(
    () =>
      onSignInChanged(() => {
        // Nothing may be sent or stored between the removal in the other tab and the reload.
        client?.close();
        if (readToken() === undefined) clearWritten();
        location.reload();
      }),
    [client],
  );
  useEffect(() => {
    if (client === undefined) return undefined;
    const { connection } = client;
    return connection.subscribe(() => {
      const { status, lastCloseCode } = connection.state;
      if (status === "closed" && lastCloseCode === CloseCode.Unauthenticated) setIsRefused(true);
    });
  }, [client]);
  if (client === undefined) return null;
  if (!isRefused) return <ClientProvider client={client}>{children}</ClientProvider>;
  return (
    <Suspense fallback={null}>
      <LazySignIn
        reason={reason}
        onToken={(user) => {
          storeSignIn(user);
          client.close();
          setClient(connect());
          setIsRefused(false);
        }}
      />
    </Suspense>
  );
}
