import { useClient, useConnection } from "@aiwhisperer/react";
import { useEffect, useState } from "react";

/** The model that answers in a session; undefined until the server has told, or when it does not. */
export function useSessionModel(sessionId: string): string | undefined {
  const client = useClient();
  const isConnected = useConnection().status === "connected";
  const [model, setModel] = useState<string>();
  useEffect(() => {
    if (!isConnected) return;
    let isCurrent = true;
    client.rpc.getSession({ sessionId }).then(
      ({ session }) => {
        if (isCurrent) setModel(session.model);
      },
      // The conversation itself shows why it cannot be read; without a model the header only lacks a badge.
      () => setModel(undefined),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, sessionId, isConnected]);
  return model;
}
