import { useSessions } from "@aiwhisperer/react";
import type { ReactElement } from "react";
import { useFreshness } from "../connection/use-freshness.ts";
import { useNow } from "../connection/use-now.ts";
import { Button } from "../interface/button.tsx";
import { SessionItem } from "./session-item.tsx";

const clockMs = 30_000;

/** Which conversation is open, and what is to happen when another is chosen. */
export interface SessionListProps {
  readonly openId: string | undefined;
  readonly onChoose?: (() => void) | undefined;
}

/** The conversations of the person, the one used last first. */
export function SessionList({ openId, onChoose }: SessionListProps): ReactElement {
  const { sessions, hasMore, error, refresh, loadMore } = useSessions();
  useFreshness(refresh);
  const now = useNow(clockMs);
  if (error && !sessions?.length) {
    return (
      <div className="px-3 py-2 text-muted text-sm">
        <p role="alert">The conversations cannot be listed: {error.message}</p>
        <Button shape="small" className="mt-2" onClick={() => void refresh()}>
          Try again
        </Button>
      </div>
    );
  }
  if (sessions?.length === 0)
    return <p className="px-3 py-2 text-muted text-sm">Conversations appear here.</p>;
  return (
    <ul aria-label="Conversations" className="space-y-px">
      {sessions?.map((summary) => (
        <li key={summary.sessionId}>
          <SessionItem
            summary={summary}
            isOpen={summary.sessionId === openId}
            now={now}
            onChoose={onChoose}
          />
        </li>
      ))}
      {hasMore && (
        <li>
          <Button look="quiet" shape="small" className="mt-1 w-full" onClick={() => void loadMore()}>
            Show older conversations
          </Button>
        </li>
      )}
    </ul>
  );
}
