import type { SearchMatch } from "@aiwhisperer/protocol";
import { useClient } from "@aiwhisperer/react";
import { type ReactElement, useEffect, useState } from "react";
import { sessionHash } from "../navigation/route.ts";
import { sessionTitle } from "./listed-sessions.ts";

/** Called when a conversation is chosen. */
export interface SearchPanelProps {
  readonly onChoose?: (() => void) | undefined;
}

/** Time after the last key before the server is asked. */
const pauseMs = 250;
const maxMatches = 20;
/** Pages that one search asks for: each reads a limited part of the log. */
const maxPages = 50;

interface Found {
  readonly query: string;
  readonly matches: readonly SearchMatch[];
  readonly fault?: string;
}

/** A field that finds messages and titles in all conversations, and what it has found. */
export function SearchPanel({ onChoose }: SearchPanelProps): ReactElement {
  const [query, setQuery] = useState("");
  const found = useMatches(query.trim());
  return (
    <search className="block pb-2">
      <input
        type="search"
        // biome-ignore lint/a11y/noAutofocus: the field comes in place of the button that was pressed.
        autoFocus
        aria-label="Search conversations"
        placeholder="Search conversations"
        maxLength={256}
        dir="auto"
        onChange={({ target }) => setQuery(target.value)}
        className="h-9 w-full rounded-lg border border-edge bg-transparent px-3 text-sm"
      />
      {found && (
        <div role="status" className="px-3 py-1 text-muted text-xs">
          {found.fault ?? (found.matches.length === 0 ? "Nothing has these words." : "")}
        </div>
      )}
      <ul aria-label="Found" className="space-y-px">
        {found?.matches.map(({ session, sequence, snippet }) => (
          <li key={`${session.sessionId} ${sequence}`}>
            <a
              href={sessionHash(session.sessionId)}
              onClick={onChoose}
              className="block rounded-lg px-3 py-1.5 text-sm hover:bg-accent-soft/60"
            >
              <span dir="auto" className="block truncate font-medium">
                {sessionTitle(session)}
              </span>
              <span dir="auto" className="line-clamp-2 text-muted text-xs">
                {snippet}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </search>
  );
}

/** What the server finds for a query; undefined for an empty one, and before the first answer. */
function useMatches(query: string): Found | undefined {
  const { rpc } = useClient();
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    if (query === "") return;
    let isCurrent = true;
    const ask = async (): Promise<void> => {
      const matches: SearchMatch[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages < maxPages && isCurrent; pages += 1) {
        const limit = maxMatches - matches.length;
        const page = await rpc.searchSessions({ query, limit, ...(cursor === undefined ? {} : { cursor }) });
        matches.push(...page.matches);
        cursor = page.nextCursor;
        if (cursor === undefined || matches.length >= maxMatches) break;
      }
      if (isCurrent) setFound({ query, matches });
    };
    const timer = setTimeout(() => {
      ask().catch((error: unknown) => {
        const fault = error instanceof Error ? error.message : String(error);
        if (isCurrent) setFound({ query, matches: [], fault });
      });
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [rpc, query]);
  return query === "" ? undefined : found;
}
