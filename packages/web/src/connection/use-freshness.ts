import { useConnection } from "@aiwhisperer/react";
import { useEffect } from "react";

const intervalMs = 30_000;

/**
 * Loads something anew where this page may have missed a change: when the connection is open again, when the
 * person comes back to the tab, and now and then while it is looked at.
 */
export function useFreshness(refresh: () => Promise<void>): void {
  const isConnected = useConnection().status === "connected";
  useEffect(() => {
    if (!isConnected) return;
    const refreshIfVisible = () => {
      if (document.visibilityState === "visible") void refresh();
    };
    refreshIfVisible();
    document.addEventListener("visibilitychange", refreshIfVisible);
    const timer = setInterval(refreshIfVisible, intervalMs);
    return () => {
      document.removeEventListener("visibilitychange", refreshIfVisible);
      clearInterval(timer);
    };
  }, [isConnected, refresh]);
}
