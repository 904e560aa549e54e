import type { ToolServerInfo } from "@aiwhisperer/protocol";
import { useClient } from "@aiwhisperer/react";
import { useEffect, useState } from "react";

/** The servers that tools come from, or why they cannot be listed. Both are absent until the first answer. */
export interface ToolServersAnswer {
  readonly servers?: readonly ToolServerInfo[];
  readonly fault?: string;
}

const pollMs = 2_000;

/** Asks for the servers that tools come from, and again every two seconds while it is used. */
export function useToolServers(): ToolServersAnswer {
  const client = useClient();
  const [answer, setAnswer] = useState<ToolServersAnswer>({});
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const next = await client.rpc.listToolServers().then(
        ({ servers }): ToolServersAnswer => ({ servers }),
        (error: unknown) => ({ fault: error instanceof Error ? error.message : String(error) }),
      );
      if (isOver) return;
      setAnswer((last) => ({ ...last, ...next }));
      timer = setTimeout(() => void ask(), pollMs);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client]);
  return answer;
}
