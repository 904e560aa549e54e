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
