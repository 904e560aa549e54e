import type { Client } from "@aiwhisperer/client";
import type { SearchMatch } from "@aiwhisperer/protocol";
import { oneLine, type TextStyle, withVisibleControls } from "../terminal/terminal-text.ts";

/** Matches that are shown. */
const MAX_MATCHES = 20;

/** Pages that are asked for at most: each of them reads a limited part of the log. */
const MAX_PAGES = 50;

/** What a search has found. */
export interface Found {
  readonly matches: readonly SearchMatch[];
  /** Whether there is more to search. */
  readonly hasMore: boolean;
}

/** Searches page by page until there are enough matches to show. Rejects as the client does. */
export async function findMessages({ rpc }: Pick<Client, "rpc">, query: string): Promise<Found> {
  const matches: SearchMatch[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const limit = MAX_MATCHES - matches.length;
    const page = await rpc.searchSessions({ query, limit, ...(cursor === undefined ? {} : { cursor }) });
    matches.push(...page.matches);
    cursor = page.nextCursor;
    if (cursor === undefined || matches.length >= MAX_MATCHES) break;
  }
  return { matches, hasMore: cursor !== undefined };
}

/** A match of a listing, under a number or an id. */
export function matchLine({ session, snippet }: SearchMatch, name: string, style: TextStyle): string {
  const title = oneLine(withVisibleControls(session.title), 48) || "(empty)";
  return `  ${name.padStart(3)}  ${title}  ${style.dim(oneLine(withVisibleControls(snippet), 240))}`;
}
