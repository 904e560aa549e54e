import type { ChatMessage, SessionState } from "@aiwhisperer/client";
import { SessionStatus } from "@aiwhisperer/protocol";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactElement, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ConversationActions } from "../composer/conversation-actions.ts";
import { DownIcon } from "../ui/icons.tsx";
import { useIsPrinting } from "../ui/printing.ts";
import { type Row, toRows } from "./rows.ts";
import { TranscriptRow, toolsHeight } from "./transcript-row.tsx";
import { useSettling } from "./use-settling.ts";
import { useUnfolding } from "./use-unfolding.ts";

/** Distance from the end, in CSS pixels, within which the view follows what is being written. */
const followDistance = 48;

/** The conversation that is shown, and what can be done in it; nothing once it has been ended. */
export interface TranscriptProps {
  readonly state: SessionState;
  readonly actions: ConversationActions | undefined;
}

/**
 * The rows of a conversation. Only those near the view are in the document, however many there are. The view
 * follows the answer while it is at the end, and stays in place while the reader is further up.
 */
export function Transcript({ state, actions }: TranscriptProps): ReactElement {
  const scroller = useRef<HTMLElement>(null);
  const rows = useMemo(() => toRows(state), [state]);
  const [isAtEnd, setAtEnd] = useState(true);
  // A scroll to the end that found nothing to scroll waits some seconds for its chance; this one takes its
  // place.
  const [isUnfolding, noticeClick] = useUnfolding(() =>
    virtualizer.scrollToOffset(scroller.current?.scrollTop ?? 0),
  );
  useStayAtEnd(scroller, followDistance);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateHeight(rows[index]),
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    overscan: 6,
    paddingEnd: 28,
    anchorTo: isUnfolding ? "start" : "end",
    followOnAppend: true,
    scrollEndThreshold: followDistance,
    onChange: (instance) => setAtEnd(instance.isAtEnd(followDistance)),
  });
  const scrollToEnd = useCallback(() => virtualizer.scrollToEnd(), [virtualizer]);
  useSentInView(state.messages, scrollToEnd);
  const isPaused = state.status === SessionStatus.Paused;
  const isPrinting = useIsPrinting();
  const isSettled = useSettling(state.caughtUp, scrollToEnd);

  return (
    <div className="relative min-h-[min(28dvh,9rem)] flex-1 print:block">
      <section
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label="Conversation"
        onClickCapture={noticeClick}
        data-paused={isPaused || undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={`-outline-offset-2 h-full overflow-y-auto [overflow-anchor:none] print:h-auto print:overflow-visible print:opacity-100 ${isSettled ? "" : "opacity-0"}`}
      >
        {isPrinting && <PrintedRows rows={rows} />}
        <div className="relative w-full print:hidden" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ key, index, start }) => {
            const row = rows[index];
            return row ? (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                data-row={row.kind}
                className="absolute left-0 w-full"
                // Not a transform: the speaker in the margin is sticky, which goes by the layout.
                style={{ top: start }}
              >
                <TranscriptRow row={row} actions={actions} isPaused={isPaused} />
              </div>
            ) : null;
          })}
        </div>
      </section>
      {!isAtEnd && !isPrinting && (
        <JumpToLatest isGrowing={state.activeTurn !== undefined} onJump={scrollToEnd} />
      )}
    </div>
  );
}

const lineHeight = 27;
const charactersPerLine = 88;

/** About how high a row will be, in CSS pixels, before it has been measured. */
export function estimateHeight(row: Row | undefined): number {
  switch (row?.kind) {
    case undefined:
    case "waiting":
      return 44;
    case "ending":
      return 68;
    case "user":
      return 60 + linesOf(row.message.text) * lineHeight;
    case "drafts":
      return 18 + row.drafts.length * 120;
    case "tools":
      return toolsHeight(row.calls.length);
    case "assistant":
      return 48 + linesOf(row.message.text) * lineHeight;
  }
}

function linesOf(text: string): number {
  return Math.max(1, Math.ceil(text.length / charactersPerLine));
}

/** Rows that are printed; of more, the last ones. */
const maxPrintedRows = 2_000;

/** The rows of a conversation as they are printed: all of them, one below the other. */
export function PrintedRows({ rows }: { readonly rows: readonly Row[] }): ReactElement {
  const leftOut = Math.max(0, rows.length - maxPrintedRows);
  return (
    <div>
      {leftOut > 0 && (
        <p className="p-4 text-muted text-sm">{leftOut.toLocaleString()} entries before are not printed.</p>
      )}
      {rows.slice(leftOut).map((row) => (
        <div key={row.key} data-row={row.kind}>
          <TranscriptRow row={row} actions={undefined} isPaused={false} />
        </div>
      ))}
    </div>
  );
}

/**
 * Scrolls to the end when the person sends a message in this page, wherever the view is; messages of other
 * screens move nothing.
 */
export function useSentInView(messages: readonly ChatMessage[], scrollToEnd: () => void): void {
  const newest = messages.findLast(isOwn)?.key;
  const before = useRef(newest);
  useEffect(() => {
    if (newest === before.current) return;
    before.current = newest;
    if (newest !== undefined) scrollToEnd();
  }, [newest, scrollToEnd]);
}

/** Whether this page sent it: its row keeps the key that it had before the server named the message. */
function isOwn({ role, key, messageId }: ChatMessage): boolean {
  return role === "user" && key !== messageId;
}

/**
 * Keeps a list at its end when its window becomes smaller or larger, such as when something appears below it;
 * within that distance, in CSS pixels, it counts as being there.
 */
export function useStayAtEnd(scroller: RefObject<HTMLElement | null>, withinPixels: number): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let isAtEnd = true;
    const note = () => {
      isAtEnd = element.scrollHeight - element.clientHeight - element.scrollTop <= withinPixels;
    };
    const observer = new ResizeObserver(() => {
      if (isAtEnd) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener("scroll", note, { passive: true });
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", note);
      observer.disconnect();
    };
  }, [scroller, withinPixels]);
}

/** Whether something is being written below, and how to get there. */
export interface JumpToLatestProps {
  readonly isGrowing: boolean;
  readonly onJump: () => void;
}

/** A button over the transcript that leads to its end. */
export function JumpToLatest({ isGrowing, onJump }: JumpToLatestProps): ReactElement {
  return (
    <button
      type="button"
      onClick={onJump}
      // It waits a little before it appears: between a row and its measured height the end is out of reach
      // for some frames.
      className="-translate-x-1/2 absolute animate-appear bottom-3 left-1/2 inline-flex h-9 items-center gap-2 rounded-full border border-edge bg-raised px-4 font-medium text-sm shadow-lg shadow-black/10 hover:bg-accent-soft"
    >
      <DownIcon size={15} />
      {isGrowing ? "Follow the answer" : "Jump to latest"}
    </button>
  );
}
