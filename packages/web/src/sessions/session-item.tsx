import { SessionStatus, type SessionSummary } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { Mark } from "../interface/mark.tsx";
import { sessionHash } from "../shell/route.ts";
import { relativeTime } from "./relative-time.ts";

/** A conversation in the list. */
export interface SessionItemProps {
  readonly summary: SessionSummary;
  readonly isOpen: boolean;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: number;
  readonly onChoose?: (() => void) | undefined;
}

/** A link to a conversation, with its age and whether something is being answered in it. */
export function SessionItem({ summary, isOpen, now, onChoose }: SessionItemProps): ReactElement {
  const isRunning = summary.activeTurnId !== undefined;
  const isStopped = summary.status === SessionStatus.Stopped;
  return (
    <a
      href={sessionHash(summary.sessionId)}
      onClick={onChoose}
      aria-current={isOpen ? "page" : undefined}
      className={`flex h-10 items-center gap-2 rounded-lg px-3 text-sm ${isOpen ? "bg-accent-soft font-medium text-ink" : "text-muted hover:bg-accent-soft/60 hover:text-ink"}`}
    >
      <span className={`min-w-0 flex-1 truncate ${isStopped ? "opacity-80" : ""}`}>
        {summary.title || "Untitled"}
      </span>
      {isStopped && <span className="shrink-0 text-muted text-xs">ended</span>}
      {isRunning ? (
        <span className="shrink-0 text-accent">
          <Mark size={14} speaking />
          <span className="sr-only">is being answered</span>
        </span>
      ) : (
        <time
          dateTime={new Date(summary.updatedAt).toISOString()}
          className="shrink-0 text-muted text-xs tabular-nums"
        >
          {relativeTime(summary.updatedAt, now)}
        </time>
      )}
    </a>
  );
}
