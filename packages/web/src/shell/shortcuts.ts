/** A key of the page, for the list of them. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

/** Every key that the page understands, in the order of use. */
export const shortcuts: readonly Shortcut[] = [
  { keys: ["Enter"], does: "Send the message" },
  { keys: ["Shift", "Enter"], does: "Insert a line break" },
  { keys: ["Esc"], does: "Stop the answer" },
  { keys: ["/"], does: "Go to the message field" },
  { keys: ["Alt", "P"], does: "Pause or resume" },
  { keys: ["Alt", "J"], does: "Go to the pending question" },
  { keys: ["Y"], does: "In the question: allow it once" },
  { keys: ["N"], does: "In the question: deny it, with or without a reason" },
  { keys: ["Alt", "N"], does: "Start a new conversation" },
  { keys: ["?"], does: "Show this list" },
  { keys: ["Tab"], does: "Move to the next control" },
];

/** A command of the page that a key triggers. */
export type PageCommand =
  | "focus-composer"
  | "focus-question"
  | "new-conversation"
  | "show-shortcuts"
  | "toggle-pause";

/**
 * Commands with Alt, by where the key is. They work in a field as well, unless Alt writes characters there.
 */
const withAlt: ReadonlyMap<string, PageCommand> = new Map([
  ["KeyJ", "focus-question"],
  ["KeyN", "new-conversation"],
  ["KeyP", "toggle-pause"],
]);

/** The properties of a key press that select its command. */
export interface KeyPress {
  readonly key: string;
  /** The position on the keyboard: with Alt, some layouts write another character. */
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** Whether the key would write into a field. */
  readonly isTyping: boolean;
  /** Whether Alt writes characters, as Option does on a Mac. */
  readonly altWrites: boolean;
}

/** The command of a key press; undefined for everything that is not for the page. */
export function commandOf({
  key,
  code,
  altKey,
  ctrlKey,
  metaKey,
  isTyping,
  altWrites,
}: KeyPress): PageCommand | undefined {
  if (ctrlKey || metaKey) return undefined;
  if (altKey) return isTyping && altWrites ? undefined : withAlt.get(code);
  if (isTyping) return undefined;
  if (key === "/") return "focus-composer";
  return key === "?" ? "show-shortcuts" : undefined;
}
