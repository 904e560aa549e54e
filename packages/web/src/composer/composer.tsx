import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from "react";
import { Button } from "../ui/button.tsx";
import { SendIcon, StopIcon } from "../ui/icons.tsx";
import { useRefusedFiles } from "./use-refused-files.ts";

/** The text of a message, and the actions on it. */
export interface ComposerProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
  /** Stops the answer that is being written; absent while none is. */
  readonly onStop?: (() => void) | undefined;
  /** The reason why nothing can be sent now. Typing stays possible. */
  readonly blockedBecause?: string | undefined;
  /** The reason why a reload would lose the text, in words for a person. */
  readonly unsavedBecause?: string | undefined;
  /** A hint about the keys. Default: how to send a message. */
  readonly hint?: string | undefined;
  /** Shown at the lower left. */
  readonly footer?: ReactNode;
}

/** The message field. Enter sends, Shift+Enter inserts a line break. */
export function Composer({
  text,
  onChange,
  onSend,
  onStop,
  blockedBecause,
  unsavedBecause,
  hint = isTouch() ? "Tap the arrow to send" : "Enter sends · Shift+Enter for a new line",
  footer,
}: ComposerProps): ReactElement {
  const hintId = useId();
  const { notice, takeFiles } = useRefusedFiles();
  const canSend = blockedBecause === undefined && text.trim() !== "";
  const handleKey = (event: KeyboardEvent) => {
    const { key, shiftKey, keyCode, nativeEvent } = event;
    if (!isSending({ key, shiftKey, keyCode, isComposing: nativeEvent.isComposing }, isTouch())) return;
    event.preventDefault();
    if (canSend) onSend();
  };
  return (
    <form
      className="rounded-2xl border border-edge bg-raised shadow-[0_1px_2px_rgb(0_0_0/0.06)] focus-within:border-accent focus-within:ring-1 focus-within:ring-accent"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) onSend();
      }}
      onDrop={(event) => takeFiles(event, event.dataTransfer)}
    >
      <GrowingTextarea
        id="composer"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={handleKey}
        onPaste={(event) => takeFiles(event, event.clipboardData)}
        aria-label="Message"
        dir="auto"
        aria-describedby={hintId}
        placeholder={onStop ? "Write the next message…" : "Write a message…"}
        className="max-h-[38dvh] w-full resize-none bg-transparent px-4 pt-3.5 pb-1 text-base leading-relaxed outline-none placeholder:text-muted"
      />
      {[notice, unsavedBecause && `This text is not saved: a reload loses it. ${unsavedBecause}`]
        .filter(Boolean)
        .map((words) => (
          <p key={words} role="alert" className="px-4 pb-1 text-caution text-xs">
            {words}
          </p>
        ))}
      <div className="flex items-center gap-2 px-2 pb-2">
        <div className="min-w-0 flex-1 truncate pl-1 text-muted text-xs">{footer}</div>
        <p
          id={hintId}
          className={`text-xs ${blockedBecause ? "text-caution" : "truncate text-muted max-sm:sr-only"}`}
        >
          {blockedBecause ?? hint}
        </p>
        {onStop && (
          <Button look="outlined" className="rounded-xl" onClick={onStop} title="Stop the answer (Esc)">
            <StopIcon />
            Stop
          </Button>
        )}
        {(!onStop || text.trim() !== "") && (
          <Button
            type="submit"
            look="primary"
            shape="icon"
            className="rounded-xl"
            disabled={!canSend}
            aria-label={onStop ? "Queue message" : "Send message"}
            title={blockedBecause ?? (onStop ? "Queue: answered after this one" : "Send (Enter)")}
          >
            <SendIcon size={18} />
          </Button>
        )}
      </div>
    </form>
  );
}

/** Whether the device has a touch screen and no mouse. */
function isTouch(): boolean {
  return matchMedia("(pointer: coarse) and (hover: none)").matches;
}

/**
 * A textarea that is as high as its text, up to the maximum that its class sets. It has the focus from the
 * start where there is a keyboard.
 */
export function GrowingTextarea(props: ComponentProps<"textarea">): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    if (!area.current) return;
    area.current.style.height = "auto";
    area.current.style.height = `${area.current.scrollHeight}px`;
  }, [props.value]);
  useEffect(() => {
    // On a touch screen the focus would open the keyboard unasked.
    if (matchMedia("(pointer: fine)").matches) area.current?.focus();
  }, []);
  return <textarea ref={area} rows={1} {...props} />;
}

/** The parts of a key press that decide what Enter does. */
export interface EnterPress {
  readonly key: string;
  readonly shiftKey: boolean;
  /** Whether an input method composes text. */
  readonly isComposing: boolean;
  /**
   * 229 for a key that an input method handles: Safari ends the composition before it reports the key (UI
   * Events, 8.1).
   */
  readonly keyCode: number;
}

const HANDLED_BY_INPUT_METHOD = 229;

/**
 * Whether a key press sends the message: Enter alone, outside of an input method, and where there is a
 * keyboard. On a touch screen Enter is the only way to begin a new line.
 */
export function isSending({ key, shiftKey, isComposing, keyCode }: EnterPress, isTouch: boolean): boolean {
  if (key !== "Enter" || shiftKey || isTouch) return false;
  return !isComposing && keyCode !== HANDLED_BY_INPUT_METHOD;
}
