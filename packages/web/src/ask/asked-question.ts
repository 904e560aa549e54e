import type { Question, SessionHandle } from "@aiwhisperer/client";

/** A question of a tool, and the session to answer it in. */
export interface AskedQuestion {
  readonly session: SessionHandle;
  readonly question: Question;
  /** Where it is asked, where that is not what the page shows; such as a task of a plan. */
  readonly place?: string;
}
