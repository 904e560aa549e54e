import type { SessionHandle } from "@aiwhisperer/client";
import type { InteractiveNotifications } from "@aiwhisperer/protocol";
import { withoutControls } from "../terminal/terminal-text.ts";
import type { TextOutput } from "./tool-call-view.ts";

type Chunk = InteractiveNotifications["ToolCallChunkNotification"];

/** Length of the arguments that are shown of a call while they arrive, in UTF-16 units. */
const MAX_SHOWN_LENGTH = 2_000;

/** The arguments of tool calls on the screen while a model writes them: a dim line for each call. */
export class DraftCallView {
  readonly #output: TextOutput;
  readonly #unsubscribe: readonly (() => void)[];
  /** Length of what has come of each call. */
  readonly #lengths = new Map<string, number>();
  /** The call whose line the output ends with. */
  #openCallId: string | undefined;

  /** Begins to show what comes. */
  constructor(session: SessionHandle, output: TextOutput) {
    this.#output = output;
    this.#unsubscribe = [
      session.on("ToolCallChunkNotification", (chunk) => this.#showChunk(chunk)),
      session.on("ToolCallDiscardedNotification", ({ toolCallId }) => this.#showEnd(toolCallId)),
      session.on("ToolCallNotification", ({ toolCallId }) => this.#forget(toolCallId)),
    ];
  }

  /** Shows nothing more. */
  dispose(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #showChunk({ toolCallId, toolName, chunk }: Chunk): void {
    const { style, isAtLineStart } = this.#output;
    const length = this.#lengths.get(toolCallId) ?? 0;
    this.#lengths.set(toolCallId, length + chunk.length);
    if (length > MAX_SHOWN_LENGTH) return;
    const isOpen = this.#openCallId === toolCallId && !isAtLineStart;
    const start = isOpen ? "" : `${isAtLineStart ? "" : "\n"}○ ${withoutControls(toolName)} `;
    const rest = withoutControls(chunk.slice(0, MAX_SHOWN_LENGTH - length));
    const isCut = length + chunk.length > MAX_SHOWN_LENGTH;
    this.#openCallId = toolCallId;
    this.#output.write(style.dim(`${start}${rest}${isCut ? "…" : ""}`));
  }

  #showEnd(toolCallId: string): void {
    if (this.#lengths.has(toolCallId)) this.#output.line(this.#output.style.dim("  (the call was not made)"));
    this.#forget(toolCallId);
  }

  #forget(toolCallId: string): void {
    this.#lengths.delete(toolCallId);
    if (this.#openCallId === toolCallId) this.#openCallId = undefined;
  }
}
