import type { ModelListing } from "../model.ts";

/** A page of models. */
export interface ModelPage {
  readonly models: readonly ModelListing[];
  /** Present while there are more. */
  readonly nextCursor?: string;
}

/** A search among models. */
export interface ModelSearch {
  /** Words that a model's name, title or provider has to contain, in any order and case. */
  readonly query: string;
  readonly limit: number;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/**
 * The models that contain every word of the query, after the one that the cursor names. Entries that are
 * usable come first, each model once.
 */
export function findModels(all: readonly ModelListing[], { query, limit, cursor }: ModelSearch): ModelPage {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const unique = [...new Map(all.map((entry) => [entry.model, entry])).values()];
  const found = unique
    .filter((entry) => words.every((word) => textOf(entry).includes(word)))
    .sort((a, b) => rankOf(a) - rankOf(b));
  const start = cursor === undefined ? 0 : found.findIndex(({ model }) => model === cursor) + 1;
  const models = found.slice(start, start + limit);
  const last = models.at(-1);
  const hasMore = last !== undefined && start + limit < found.length;
  return { models, ...(hasMore ? { nextCursor: last.model } : {}) };
}

function textOf({ model, provider, title = "" }: ModelListing): string {
  return `${model} ${provider} ${title}`.toLowerCase();
}

/** The default, what can be used, the providers that take any name, then the rest. */
function rankOf({ isDefault, usable, model }: ModelListing): number {
  if (isDefault) return 0;
  if (!usable) return 3;
  return model.endsWith(":") ? 2 : 1;
}
