import { SessionStatus, type SessionSummary } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { sessionHash } from "../navigation/route.ts";
import { BinIcon } from "../ui/icons.tsx";
import { Mark } from "../ui/mark.tsx";
import { DecisionIcon, PlanIcon } from "../ui/state-icons.tsx";
import { pendingOf, sessionTitle } from "./listed-sessions.ts";

/** A conversation in the list. */
export interface SessionItemProps {
  readonly summary: SessionSummary;
  readonly isOpen: boolean;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: number;
  readonly onChoose?: (() => void) | undefined;
  readonly onDelete: (summary: SessionSummary) => void;
}

/**
 * A link to a conversation or a plan, with its age and whether something runs or waits for a decision in
 * it; at its end the way to delete it.
 */
export function SessionItem({ summary, isOpen, now, onChoose, onDelete }: SessionItemProps): ReactElement {
  const title = sessionTitle(summary);
  const isStopped = summary.status === SessionStatus.Stopped;
  return (
    <div className="group relative">
      <a
        href={sessionHash(summary.sessionId)}
        onClick={onChoose}
        aria-current={isOpen ? "page" : undefined}
        className={`flex h-10 items-center gap-2 rounded-lg px-3 text-sm pointer-coarse:pr-11 ${isOpen ? "bg-accent-soft font-medium text-ink" : "text-muted hover:text-ink group-hover:bg-accent-soft/60"}`}
      >
        {summary.planId === summary.sessionId && (
          <span className="shrink-0" title="Plan">
            <PlanIcon size={15} />
            <span className="sr-only">Plan: </span>
          </span>
        )}
        <span dir="auto" className={`min-w-0 flex-1 truncate ${isStopped ? "opacity-80" : ""}`}>
          {title}
        </span>
        {summary.pinned && <span className="shrink-0 text-muted text-xs">pinned</span>}
        {summary.archived && <span className="shrink-0 text-muted text-xs">archived</span>}
        {isStopped && <span className="shrink-0 text-muted text-xs">ended</span>}
        {summary.status === SessionStatus.Paused && (
          <span className="shrink-0 text-muted text-xs">paused</span>
        )}
        {/* Where there is a pointer, the button comes in its place. */}
        <span className="min-w-7 shrink-0 text-right pointer-coarse:visible group-hover:invisible group-has-[button:focus-visible]:invisible">
          <SessionMark summary={summary} now={now} />
        </span>
      </a>
      <button
        type="button"
        onClick={() => onDelete(summary)}
        aria-label={`Delete “${title}”`}
        title="Delete"
        className="absolute top-1 right-1 grid size-8 place-items-center rounded-md text-muted opacity-0 hover:bg-danger-soft hover:text-danger focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
      >
        <BinIcon size={15} />
      </button>
    </div>
  );
}

function SessionMark({ summary, now }: Pick<SessionItemProps, "summary" | "now">): ReactElement {
  const pending = pendingOf(summary);
  if (pending > 0) return <QuestionMark count={pending} />;
  if (summary.activeTurnId !== undefined) {
    return (
      <span className="inline-block align-middle text-accent">
        <Mark size={14} speaking={summary.status !== SessionStatus.Paused} />
        <span className="sr-only">is being answered</span>
      </span>
    );
  }
  return (
    <time
      dateTime={new Date(summary.updatedAt).toISOString()}
      className="whitespace-nowrap text-muted text-xs tabular-nums"
    >
      {relativeTime(summary.updatedAt, now)}
    </time>
  );
}

function QuestionMark({ count }: { readonly count: number }): ReactElement {
  return (
    <span
      className="inline-flex items-center gap-1 rounded-full bg-caution-soft px-1.5 py-0.5 align-middle font-semibold text-caution text-xs tabular-nums"
      data-pending={count}
      title={`${count === 1 ? "A tool waits" : `${count} tools wait`} for your decision`}
    >
      <DecisionIcon size={13} />
      {count > 1 && <span aria-hidden="true">{count}</span>}
      <span className="sr-only">
        {count === 1 ? "a tool waits" : `${count} tools wait`} for your decision
      </span>
    </span>
  );
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * The age of a moment, in the short form of a list: `now`, `5 min`, `3 h`, `2 d`, then the date. Times
 * in milliseconds since 1970.
 */
export function relativeTime(moment: number, now: number): string {
  const age = Math.max(0, now - moment);
  if (age < minuteMs) return "now";
  if (age < hourMs) return `${Math.floor(age / minuteMs)} min`;
  if (age < dayMs) return `${Math.floor(age / hourMs)} h`;
  if (age < 7 * dayMs) return `${Math.floor(age / dayMs)} d`;
  return new Date(moment).toLocaleDateString(undefined, { day: "numeric", month: "short" });
}
