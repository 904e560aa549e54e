import { LogFault } from "../../log/log-fault.ts";

/** Where a search continues. */
export interface SearchPlace {
  /** Whether the user's own sessions have all been searched, and those of others come. */
  readonly isShared: boolean;
  /** Cursor of the list, behind which the session is the next one; absent at its beginning. */
  readonly list?: string;
  /** The session that was searched in part. */
  readonly sessionId?: string;
  /** Sequence of the event in it before the first one to read. */
  readonly after: number;
  /** Sequence of the last event in it whose matches were returned. */
  readonly seen: number;
}

/** The beginning of every search. */
export const SEARCH_START: SearchPlace = { isShared: false, after: 0, seen: 0 };

/** The text of a place, opaque to clients. */
export function encodePlace({ isShared, list, sessionId, after, seen }: SearchPlace): string {
  const parts = [isShared ? 1 : 0, list ?? "", sessionId ?? "", after, seen];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Reads a place back. Throws a `LogFault` `bad_cursor`. */
export function parsePlace(cursor: string): SearchPlace {
  const parts = parseJson(Buffer.from(cursor, "base64url").toString());
  if (!Array.isArray(parts) || parts.length !== 5) throw badCursor();
  const [shared, list, sessionId, after, seen]: unknown[] = parts;
  const isPlace =
    typeof list === "string" &&
    typeof sessionId === "string" &&
    typeof after === "number" &&
    typeof seen === "number" &&
    [after, seen].every((number) => Number.isSafeInteger(number) && number >= 0);
  if (!isPlace) throw badCursor();
  return {
    isShared: shared === 1,
    ...(list === "" ? {} : { list }),
    ...(sessionId === "" ? {} : { sessionId }),
    after,
    seen,
  };
}

function badCursor(): LogFault {
  return new LogFault("bad_cursor", "The cursor is not one that a search returned.");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
