import type { SessionSummary } from "@aiwhisperer/protocol";
import { useSessions } from "@aiwhisperer/react";
import { lazy, type ReactElement, useState } from "react";
import { useFreshness } from "../connection/use-freshness.ts";
import { useNow } from "../connection/use-now.ts";
import { Button } from "../ui/button.tsx";
import { OnDemand } from "../ui/on-demand.tsx";
import { DeleteSessionDialog } from "./delete-session-dialog.tsx";
import { sessionTitle, toListed } from "./listed-sessions.ts";
import { SessionItem } from "./session-item.tsx";

const SearchPanel = lazy(() => import("./search-panel.tsx").then((part) => ({ default: part.SearchPanel })));

const clockMs = 30_000;

/** The open conversation, and the callback for a choice. */
export interface SessionListProps {
  readonly openId: string | undefined;
  readonly onChoose?: (() => void) | undefined;
}

/** The conversations of the person, the one used last first. */
export function SessionList({ openId, onChoose }: SessionListProps): ReactElement {
  const { sessions, hasMore, error, refresh, loadMore } = useSessions();
  useFreshness(refresh);
  const now = useNow(clockMs);
  const { dialog, askToDelete } = useDeletion();
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
  return (
    <>
      <OnDemand
        closed={(ask) => (
          <Button look="quiet" shape="small" className="mb-1 w-full" onClick={ask}>
            Search conversations
          </Button>
        )}
      >
        <SearchPanel onChoose={onChoose} />
      </OnDemand>
      {sessions?.length === 0 && <p className="px-3 py-2 text-muted text-sm">Conversations appear here.</p>}
      <ul aria-label="Conversations" className="space-y-px">
        {toListed(sessions ?? [], openId).map((summary) => (
          <li key={summary.sessionId}>
            <SessionItem
              summary={summary}
              isOpen={summary.sessionId === openId}
              now={now}
              onChoose={onChoose}
              onDelete={askToDelete}
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
      {dialog}
    </>
  );
}

/** The dialog belongs to the list: an entry goes with its conversation, and the dialog would go with it. */
function useDeletion() {
  const [target, setTarget] = useState<SessionSummary>();
  const [isOpen, setOpen] = useState(false);
  const askToDelete = (summary: SessionSummary) => {
    setTarget(summary);
    setOpen(true);
  };
  const dialog = target && (
    <DeleteSessionDialog
      key={target.sessionId}
      sessionId={target.sessionId}
      title={sessionTitle(target)}
      isOpen={isOpen}
      onClose={() => setOpen(false)}
    />
  );
  return { dialog, askToDelete };
}
