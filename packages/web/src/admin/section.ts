import { useSyncExternalStore } from "react";

/** The parts of the admin page, in their order. */
export const sections = [
  { id: "connections", title: "Connections" },
  { id: "sessions", title: "Sessions" },
  { id: "turns", title: "Turns" },
  { id: "tool-servers", title: "Tool servers" },
  { id: "configuration", title: "Configuration" },
  { id: "audit", title: "Audit log" },
] as const;

/** One of them. */
export type SectionId = (typeof sections)[number]["id"];

/** The part that the address names from `#` on, else the first; changes with it. */
export function useSection(): SectionId {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return sections.find(({ id }) => hash === `#${id}`)?.id ?? sections[0].id;
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}
