/** Bounds of the drafts that a browser keeps. */
export const draftLimits = {
  /** Drafts of one user; the oldest is removed first. */
  maxDrafts: 100,
  /** UTF-16 units of one draft; a longer one is not stored. */
  maxLength: 1_000_000,
} as const;

/** A text that is being written, and whose it is. */
export interface DraftPlace {
  readonly userId: string;
  /** Identifies the draft among those of its user. */
  readonly place: string;
}

const PREFIX = "aiwhisperer.draft/";

/** Announces drafts that this page has changed; the browser's own event announces those of other tabs. */
const changes = new EventTarget();

/** Texts that the browser does not store, by key: they last as long as the page. */
const unsaved = new Map<string, UnsavedDraft>();

interface UnsavedDraft {
  readonly text: string;
  /** The reason why it is not stored, in words for a person. */
  readonly problem: string;
}

function folderOf(userId: string): string {
  return `${PREFIX}${encodeURIComponent(userId)}/`;
}

function keyOf({ userId, place }: DraftPlace): string {
  return `${folderOf(userId)}${place}`;
}

/**
 * The text of a draft: of this page where it cannot be stored, else of this tab, which survives a reload,
 * else of whichever tab wrote there last. Two tabs that write different texts in one place keep one each.
 */
export function readDraft(place: DraftPlace): string {
  const key = keyOf(place);
  return unsaved.get(key)?.text ?? readStored(key);
}

function readStored(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? parse(localStorage.getItem(key))?.text ?? "";
  } catch {
    // Storage is forbidden in some private modes.
    return "";
  }
}

/** The reason why a reload would lose a draft, in words for a person; undefined if it is stored. */
export function findDraftProblem(place: DraftPlace): string | undefined {
  const draft = unsaved.get(keyOf(place));
  return draft?.text === "" ? undefined : draft?.problem;
}

/**
 * Stores a draft for this tab and all others; an empty one is removed. Returns why it was not stored, in
 * words for a person.
 */
export function writeDraft(place: DraftPlace, text: string): string | undefined {
  const before = readStored(keyOf(place));
  const problem = store(place, { text, before });
  if (problem === undefined) unsaved.delete(keyOf(place));
  else unsaved.set(keyOf(place), { text, problem });
  changes.dispatchEvent(new CustomEvent("draft", { detail: keyOf(place) }));
  return problem;
}

function store(
  place: DraftPlace,
  { text, before }: { readonly text: string; readonly before: string },
): string | undefined {
  const key = keyOf(place);
  try {
    if (text === "") {
      sessionStorage.removeItem(key);
      // Another tab owns what it has written meanwhile.
      if (parse(localStorage.getItem(key))?.text === before) localStorage.removeItem(key);
      return undefined;
    }
    if (text.length > draftLimits.maxLength) {
      return `Drafts are saved up to ${draftLimits.maxLength.toLocaleString()} characters.`;
    }
    const isNew = localStorage.getItem(key) === null;
    sessionStorage.setItem(key, text);
    localStorage.setItem(key, JSON.stringify({ text, at: Date.now() }));
    if (isNew) dropOld(place.userId);
    return undefined;
  } catch (error) {
    return error instanceof DOMException && error.name === "QuotaExceededError"
      ? "The storage of this browser is full."
      : "This browser blocks storage.";
  }
}

/**
 * Calls back when the draft may have changed, here or in another tab, with the text that another tab
 * replaced. Returns the function that stops it.
 */
export function watchDraft(place: DraftPlace, listener: (replaced: string | undefined) => void): () => void {
  const key = keyOf(place);
  const hear = (event: Event) => {
    if ((event as CustomEvent<string>).detail === key) listener(undefined);
  };
  const hearTab = (event: StorageEvent) => {
    if (event.storageArea === localStorage && event.key === key) listener(parse(event.oldValue)?.text ?? "");
  };
  changes.addEventListener("draft", hear);
  addEventListener("storage", hearTab);
  return () => {
    changes.removeEventListener("draft", hear);
    removeEventListener("storage", hearTab);
  };
}

/** The text that all tabs have, after another tab has changed it: this tab's becomes the same. */
export function adoptDraft(place: DraftPlace): string {
  const key = keyOf(place);
  unsaved.delete(key);
  const text = parse(localStorage.getItem(key))?.text ?? "";
  try {
    if (text === "") sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // The other tab has it.
  }
  return text;
}

/** Removes the drafts of every user, of this tab and of all. */
export function clearDrafts(): void {
  unsaved.clear();
  for (const storage of [sessionStorage, localStorage]) {
    for (const key of keysUnder(storage, PREFIX)) storage.removeItem(key);
  }
}

/** Removes the oldest of too many. Age alone removes nothing: a clock that jumps would remove all of them. */
function dropOld(userId: string): void {
  const drafts = keysUnder(localStorage, folderOf(userId))
    .map((key) => ({ key, at: parse(localStorage.getItem(key))?.at ?? 0 }))
    .toSorted((a, b) => b.at - a.at);
  drafts.forEach(({ key }, index) => {
    if (index >= draftLimits.maxDrafts) localStorage.removeItem(key);
  });
}

function keysUnder(storage: Storage, prefix: string): readonly string[] {
  return Object.keys(storage).filter((key) => key.startsWith(prefix));
}

interface StoredDraft {
  readonly text: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
}

function parse(stored: string | null): StoredDraft | undefined {
  try {
    const value: unknown = JSON.parse(stored ?? "null");
    if (typeof value !== "object" || value === null) return undefined;
    const { text, at } = value as Partial<StoredDraft>;
    return typeof text === "string" && typeof at === "number" ? { text, at } : undefined;
  } catch {
    return undefined;
  }
}
