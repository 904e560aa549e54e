import { NO_CHANGES, type SessionChanges } from "./session-changes.ts";
import type { SessionHeader } from "./session-header.ts";

/** The header with the changes: what the session is now. */
export function changedHeader(header: SessionHeader, changes: SessionChanges): SessionHeader {
  if (changes === NO_CHANGES) return header;
  const { params } = header;
  const { model = header.model } = changes;
  const { metadata, context, settings, ...kept } = params;
  return {
    ...header,
    model,
    params: {
      ...kept,
      ...present("metadata", changes.metadata, metadata),
      ...present("context", changes.context, context),
      ...present("settings", changes.settings, settings),
    },
  };
}

/** The changed value, the one before where there is no change, or nothing where it was reset. */
function present<K extends string, V>(
  name: K,
  changed: V | null | undefined,
  before: V | undefined,
): { readonly [name in K]?: V } {
  const value = changed === undefined ? before : changed;
  return value === null || value === undefined ? {} : ({ [name]: value } as { readonly [name in K]: V });
}
