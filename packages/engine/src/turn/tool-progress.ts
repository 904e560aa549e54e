import type { Timer } from "../kit/clock.ts";
import type { ToolCall } from "../state/tool-call.ts";
import type { ToolProgress } from "../tool/tool.ts";
import type { TurnContext } from "./turn-context.ts";

const INTERVAL_MS = 100;

/**
 * Logs the progress of a running tool: joined, so that there are few events, and bounded, so that they are
 * short.
 */
export class ProgressReporter {
  readonly #turn: TurnContext;
  readonly #call: ToolCall;
  #text = "";
  #length = 0;
  #isCut = false;
  #newest: Pick<ToolProgress, "progress" | "total"> = {};
  #hasNews = false;
  #isEnded = false;
  #timer: Timer | undefined;

  constructor(turn: TurnContext, call: ToolCall) {
    this.#turn = turn;
    this.#call = call;
  }

  /** Takes progress of the tool. Drops it after the end. */
  report(reported: ToolProgress): void {
    if (this.#isEnded) return;
    const { text, progress, total } = toSoundProgress(reported);
    this.#take(text);
    if (progress !== undefined) this.#newest = { progress, ...(total === undefined ? {} : { total }) };
    this.#hasNews ||= progress !== undefined || text !== "";
    if (!this.#hasNews) return;
    this.#timer ??= this.#turn.clock.setTimer(INTERVAL_MS, () => this.#flush());
  }

  /** Logs what is left and takes nothing more. */
  end(): void {
    this.#isEnded = true;
    this.#timer?.cancel();
    this.#flush();
  }

  #take(text: string): void {
    const { maxToolProgressLength } = this.#turn.limits;
    const room = maxToolProgressLength - this.#length;
    this.#text += text.slice(0, room);
    this.#length += Math.min(text.length, room);
    if (text.length <= room || this.#isCut) return;
    this.#isCut = true;
    this.#text += "\n… no more of the output is shown here (limit maxToolProgressLength).\n";
  }

  #flush(): void {
    this.#timer = undefined;
    if (!this.#hasNews || this.#turn.signal.aborted) return;
    const { toolCallId, turnId } = this.#call;
    const text = this.#text === "" ? {} : { text: this.#text.toWellFormed() };
    this.#turn.appendUnawaited({
      method: "ToolProgressNotification",
      params: { toolCallId, turnId, ...text, ...this.#newest },
    });
    this.#text = "";
    this.#newest = {};
    this.#hasNews = false;
  }
}

/** The valid parts of a report from any tool: text, and finite amounts from 0 on. */
function toSoundProgress(reported: { readonly [Key in keyof ToolProgress]?: unknown } | undefined) {
  const { text, progress, total } = reported ?? {};
  return { text: typeof text === "string" ? text : "", progress: toAmount(progress), total: toAmount(total) };
}

function toAmount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}
