import type { OfferedTool, SessionHandle } from "@aiwhisperer/client";
import { useEffect } from "react";

/**
 * Offers tools to a session for as long as the component shows, and runs them; nothing while there is no
 * session. Another array offers them anew: make it outside of the component, or with `useMemo`.
 */
export function useClientTools(session: SessionHandle | undefined, tools: readonly OfferedTool[]): void {
  useEffect(() => session?.offerTools(tools), [session, tools]);
}
