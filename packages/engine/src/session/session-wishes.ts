import type { UpdateSessionRequest } from "@aiwhisperer/protocol";
import { changedHeader } from "../event/changed-header.ts";
import type { SessionChanges } from "../event/session-changes.ts";
import type { SessionHeader } from "../event/session-header.ts";

/** What a client wants to be otherwise; null resets, and what is absent stays. */
export type SessionWishes = Omit<UpdateSessionRequest, "sessionId" | "idempotencyKey">;

/** What wishes are compared with. */
export interface Unchanged {
  readonly header: SessionHeader;
  /** What was changed before. */
  readonly before: SessionChanges;
  /** The model that a reset leads to. */
  readonly defaultModel: string;
}

/** Whether the wishes are about later turns, which a stopped session does not have. */
export function concernsTurns({ model, settings, context }: SessionWishes): boolean {
  return model !== undefined || settings !== undefined || context !== undefined;
}

/** The wishes that differ from what the session is. */
export function changesOf(
  wishes: SessionWishes,
  { header, before, defaultModel }: Unchanged,
): SessionChanges {
  const { model, params } = changedHeader(header, before);
  const now: SessionChanges = {
    title: before.title ?? null,
    model,
    settings: params.settings ?? null,
    context: params.context ?? null,
    metadata: params.metadata ?? null,
    pinned: before.pinned ?? false,
    archived: before.archived ?? false,
  };
  const reset: SessionChanges = {
    title: null,
    model: defaultModel,
    settings: null,
    context: null,
    metadata: null,
    pinned: false,
    archived: false,
  };
  const different = NAMES.flatMap((name) => {
    const wish = wishes[name];
    if (wish === undefined) return [];
    const value = wish === null ? reset[name] : wish;
    return isSame(value, now[name]) ? [] : [[name, value] as const];
  });
  return Object.fromEntries(different);
}

/** Params may have further members, which are none of ours. */
const NAMES = ["title", "model", "settings", "context", "metadata", "pinned", "archived"] as const;

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
