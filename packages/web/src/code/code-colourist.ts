import type { CodeToken, ColourAnswer, ColourRequest } from "./coloured-code.ts";

/** A piece of code to colour, and the time limit. */
export interface ColourOrder extends Omit<ColourRequest, "id"> {
  readonly timeoutMs: number;
}

/**
 * Coloured lines, or undefined where there are none: an unknown language, a thread that took too long or
 * cannot run here.
 */
export type ColouredLines = readonly (readonly CodeToken[])[] | undefined;

/**
 * Colours code on a thread of its own, which starts with the first order and is ended when an order takes too
 * long. Orders are worked one after the other; a dropped one that has not begun is skipped.
 */
export class CodeColourist {
  #thread: Worker | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #lastId = 0;

  /** Resolves with the lines; never rejects. */
  colour(order: ColourOrder, signal: AbortSignal): Promise<ColouredLines> {
    const answer = this.#queue.then(() => (signal.aborted ? undefined : this.#ask(order)));
    this.#queue = answer;
    return answer;
  }

  #ask({ timeoutMs, ...order }: ColourOrder): Promise<ColouredLines> {
    const thread = this.#startThread();
    if (!thread) return Promise.resolve(undefined);
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#end(thread, done), timeoutMs);
      const onMessage = ({ data }: MessageEvent<ColourAnswer>) => {
        if (data.id === id) done(data.lines);
      };
      const onError = () => this.#end(thread, done);
      function done(lines: ColouredLines): void {
        clearTimeout(timer);
        thread?.removeEventListener("message", onMessage);
        thread?.removeEventListener("error", onError);
        resolve(lines);
      }
      thread.addEventListener("message", onMessage);
      thread.addEventListener("error", onError);
      thread.postMessage({ id, ...order } satisfies ColourRequest);
    });
  }

  #startThread(): Worker | undefined {
    if (typeof Worker === "undefined") return undefined;
    this.#thread ??= new Worker(new URL("./colour-thread.ts", import.meta.url), { type: "module" });
    return this.#thread;
  }

  #end(thread: Worker, done: (lines: ColouredLines) => void): void {
    thread.terminate();
    if (this.#thread === thread) this.#thread = undefined;
    done(undefined);
  }
}

/** The one colourist of the page. */
export const codeColourist = new CodeColourist();
