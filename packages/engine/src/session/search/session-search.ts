import type { SessionSummary } from "@aiwhisperer/protocol";
import { EngineFault } from "../../kit/engine-fault.ts";
import type { EventStore } from "../../log/event-log.ts";
import { isUnreadable } from "../../log/log-fault.ts";
import { readPages } from "../../log/read-pages.ts";
import type { SessionSummaries } from "../session-summaries.ts";
import { type MessageText, MessageTexts } from "./message-texts.ts";
import { encodePlace, parsePlace, SEARCH_START, type SearchPlace } from "./search-cursor.ts";
import { containsAll, searchWords, snippetOf } from "./search-words.ts";

/** A search of a user. */
export interface SearchQuery {
  readonly userId: string;
  readonly query: string;
  /** Matches a page. */
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** A message or a title that has all words of a query. */
export interface SearchMatch {
  readonly session: SessionSummary;
  /** Absent where the title matches. */
  readonly messageId?: string;
  /** Sequence of the first event of the message; 1 where the title matches. */
  readonly sequence: number;
  readonly snippet: string;
}

/** A page of matches. It may have fewer than the limit, even none, and yet a next one. */
export interface SearchPage {
  readonly matches: readonly SearchMatch[];
  readonly nextCursor?: string;
  /** What was read for it, in UTF-16 units. */
  readonly readLength: number;
}

/** Finds messages in the sessions of a user and in those that are shared with the user. */
export interface SessionSearch {
  /** The session used last comes first. Fails as `bad_cursor`. */
  search(query: SearchQuery): Promise<SearchPage>;
}

/** What is searched, and how much of it at most for a page, in UTF-16 units. */
export interface LogSearchOptions {
  readonly log: Pick<EventStore, "read">;
  readonly summaries: SessionSummaries;
  readonly maxLength: number;
}

/**
 * Searches the log itself, newest session first, for every kind of log. There is no index that could lag
 * behind, and nothing of a deleted session is left to find.
 */
export class LogSearch implements SessionSearch {
  readonly #options: LogSearchOptions;

  constructor(options: LogSearchOptions) {
    this.#options = options;
  }

  async search({ userId, query, limit, cursor }: SearchQuery): Promise<SearchPage> {
    const run = new SearchRun(this.#options, { userId, words: searchWords(query), limit });
    const next = await run.from(cursor === undefined ? SEARCH_START : parsePlace(cursor));
    const { matches, readLength } = run;
    return { matches, readLength, ...(next === undefined ? {} : { nextCursor: encodePlace(next) }) };
  }
}

interface RunQuery {
  readonly userId: string;
  readonly words: readonly string[];
  readonly limit: number;
}

/** What each session costs beside its events, so that very many empty ones end a page, too. */
const SESSION_LENGTH = 1_000;

/** One page of a search. */
class SearchRun {
  readonly #options: LogSearchOptions;
  readonly #query: RunQuery;
  readonly matches: SearchMatch[] = [];
  readLength = 0;

  constructor(options: LogSearchOptions, query: RunQuery) {
    this.#options = options;
    this.#query = query;
  }

  /** Searches from a place on. Resolves with the place of the next page. */
  async from(start: SearchPlace): Promise<SearchPlace | undefined> {
    if (this.#query.words.length === 0) return undefined;
    let place = start;
    while (true) {
      const { sessions, nextCursor } = await this.#next(place);
      const [session] = sessions;
      const rest = session === undefined ? undefined : await this.#inSession(session, place);
      if (rest !== undefined) return rest;
      const following = placeAfter(place, nextCursor);
      if (following === undefined || this.#isFull) return following;
      place = following;
    }
  }

  get #isFull(): boolean {
    return this.matches.length >= this.#query.limit || this.readLength >= this.#options.maxLength;
  }

  #next({ isShared, list }: SearchPlace) {
    const { summaries } = this.#options;
    const query = { userId: this.#query.userId, limit: 1, ...(list === undefined ? {} : { cursor: list }) };
    return isShared ? summaries.listShared(query) : summaries.list(query);
  }

  /** Searches one session. Resolves with the place in it where the page ended, if that was in it. */
  async #inSession(session: SessionSummary, place: SearchPlace): Promise<SearchPlace | undefined> {
    const { sessionId } = session;
    // Meanwhile another one may have come to this place of the list.
    const isContinued = place.sessionId === sessionId;
    const begun = { ...place, sessionId, ...(isContinued ? {} : { after: 0, seen: 0 }) };
    const found: SearchMatch[] = isContinued ? [] : this.#inTitle(session);
    this.readLength += SESSION_LENGTH;
    try {
      const rest = await this.#inEvents(session, begun, found);
      if (found.length > 0) await this.#keep(sessionId, found);
      return rest;
    } catch (error) {
      if (isUnreadable(error)) return undefined;
      throw error;
    }
  }

  async #inEvents(
    session: SessionSummary,
    begun: SearchPlace,
    found: SearchMatch[],
  ): Promise<SearchPlace | undefined> {
    const { log } = this.#options;
    const texts = new MessageTexts();
    const read = (after: number, limits: Parameters<typeof log.read>[2]) =>
      log.read(session.sessionId, after, limits);
    for await (const page of readPages(read, { after: begun.after })) {
      for (const event of page) {
        this.readLength += event.text.length;
        const message = texts.add(event);
        if (message !== undefined && event.sequence > begun.seen) this.#look(session, message, found);
        const after = (texts.openSince ?? event.sequence + 1) - 1;
        // A place that is no further would read the same again.
        const isFull = this.matches.length + found.length >= this.#query.limit;
        if (isFull || (this.readLength >= this.#options.maxLength && after > begun.after))
          return { ...begun, after, seen: event.sequence };
      }
    }
    for (const message of texts.takeOpen()) this.#look(session, message, found);
    return undefined;
  }

  #inTitle(session: SessionSummary): SearchMatch[] {
    const { words } = this.#query;
    if (!containsAll(session.title, words)) return [];
    return [{ session, sequence: 1, snippet: snippetOf(session.title, words) }];
  }

  #look(session: SessionSummary, { messageId, sequence, text }: MessageText, found: SearchMatch[]): void {
    const { words } = this.#query;
    if (!containsAll(text, words)) return;
    found.push({ session, messageId, sequence, snippet: snippetOf(text, words) });
  }

  /** Keeps matches unless the session was deleted, or its sharing ended, while it was read. */
  async #keep(sessionId: string, found: readonly SearchMatch[]): Promise<void> {
    try {
      const session = await this.#options.summaries.describe(this.#query.userId, sessionId);
      this.matches.push(...found.map((match) => ({ ...match, session })));
    } catch (error) {
      if (!(error instanceof EngineFault && error.refusal.code === "session_not_found")) throw error;
    }
  }
}

/** The place of the session behind a place; `undefined` behind the last one. */
function placeAfter({ isShared }: SearchPlace, nextCursor: string | undefined): SearchPlace | undefined {
  if (nextCursor !== undefined) return { isShared, list: nextCursor, after: 0, seen: 0 };
  return isShared ? undefined : { ...SEARCH_START, isShared: true };
}
