import type { ReactElement, ReactNode } from "react";

/** The speaker and the content of a row. */
export interface RowFrameProps {
  /**
   * Shown beside the text on wide screens, above it on narrow ones; absent where the row continues the one
   * before.
   */
  readonly speaker?: ReactNode;
  readonly children: ReactNode;
  /** Whether the row opens a turn, which a rule then sets off from what came before. */
  readonly opensTurn?: boolean;
}

/** A row of the transcript: the speaker in the margin, the words in the column. */
export function RowFrame({ speaker, children, opensTurn = false }: RowFrameProps): ReactElement {
  return (
    <article className={`mx-auto w-full max-w-[53rem] px-4 sm:px-6 ${opensTurn ? "pt-6" : "pt-2"} pb-2`}>
      <div className="gap-x-4 lg:grid lg:grid-cols-[5.25rem_minmax(0,1fr)]">
        <div
          className={`mb-1 flex items-center gap-2 font-semibold text-[0.8125rem] text-muted lg:sticky lg:top-3 lg:mb-0 lg:justify-end lg:self-start ${opensTurn ? "lg:pt-3" : "lg:pt-[0.22rem]"}`}
        >
          {speaker}
        </div>
        <div className="min-w-0">{children}</div>
      </div>
    </article>
  );
}
