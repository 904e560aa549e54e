import type { SessionState } from "@aiwhisperer/client";
import { SessionStatus } from "@aiwhisperer/protocol";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactElement, useCallback, useMemo, useRef, useState } from "react";
import type { ConversationActions } from "../composer/conversation-actions.ts";
import { useIsPrinting } from "../ui/printing.ts";
import { estimateHeight } from "./estimate-height.ts";
import { JumpToLatest } from "./jump-to-latest.tsx";
import { PrintedRows } from "./printed-rows.tsx";
import { toRows } from "./rows.ts";
import { TranscriptRow } from "./transcript-row.tsx";
import { useSentInView } from "./use-sent-in-view.ts";
import { useSettling } from "./use-settling.ts";
import { useStayAtEnd } from "./use-stay-at-end.ts";
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
