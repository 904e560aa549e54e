import type { AdminServer } from "@aiwhisperer/protocol/admin";
import { type ReactElement, useState, useSyncExternalStore } from "react";
import { SignIn } from "../sign-in/sign-in.tsx";
import { type SignedInUser, storeSignIn } from "../sign-in/token-store.ts";
import { AdminHeader } from "./admin-header.tsx";
import { Audit } from "./audit.tsx";
import { Configuration } from "./configuration.tsx";
import { Connections } from "./connections.tsx";
import { NoServer } from "./no-server.tsx";
import { ServerFacts } from "./server-facts.tsx";
import { Sessions } from "./sessions.tsx";
import { ToolServers } from "./tool-servers.tsx";
import { Turns } from "./turns.tsx";
import { useAdmin } from "./use-admin.ts";

/** The page of the server's operators: its current work, and the actions on it. */
export function AdminPage(): ReactElement {
  const { value: server, fault, refresh } = useAdmin<AdminServer>("/server");
  const [isSigningIn, setSigningIn] = useState(false);
  const onToken = (user: SignedInUser): void => {
    storeSignIn(user);
    setSigningIn(false);
    refresh();
  };
  if (isSigningIn || fault?.kind === "unauthenticated") return <SignIn onToken={onToken} />;
  if (fault?.kind === "forbidden" || fault?.kind === "missing" || server === undefined) {
    return <NoServer kind={fault?.kind} reason={fault?.message} onSignIn={() => setSigningIn(true)} />;
  }
  return (
    <div className="h-dvh overflow-y-auto">
      <div className="mx-auto flex max-w-7xl flex-col gap-4 px-3 py-3 sm:px-5">
        <AdminHeader server={server} onChanged={refresh} />
        {fault !== undefined && (
          <p role="alert" className="rounded-lg bg-caution-soft px-3 py-2 text-caution text-sm">
            {fault.kind === "unreachable" ? "The server cannot be reached." : fault.message} The shown data is
            old; the page keeps trying.
          </p>
        )}
        <ServerFacts server={server} />
        <Sections />
      </div>
    </div>
  );
}

const contents: Readonly<Record<SectionId, () => ReactElement>> = {
  connections: Connections,
  sessions: Sessions,
  turns: Turns,
  "tool-servers": ToolServers,
  configuration: Configuration,
  audit: Audit,
};

function Sections(): ReactElement {
  const shown = useSection();
  const Content = contents[shown];
  return (
    <div>
      <nav aria-label="Parts of this page" className="flex flex-wrap gap-1 border-line border-b">
        {sections.map(({ id, title }) => (
          <a
            key={id}
            href={`#${id}`}
            aria-current={id === shown ? "page" : undefined}
            className="-mb-px border-transparent border-b-2 px-3 py-2 text-muted text-sm hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
          >
            {title}
          </a>
        ))}
      </nav>
      <main className="pt-4 pb-10">
        <h2 className="sr-only">{sections.find(({ id }) => id === shown)?.title}</h2>
        <Content key={shown} />
      </main>
    </div>
  );
}

/** The parts of the admin page, in their order. */
export const sections = [
  { id: "connections", title: "Connections" },
  { id: "sessions", title: "Sessions" },
  { id: "turns", title: "Turns" },
  { id: "tool-servers", title: "Tool servers" },
  { id: "configuration", title: "Configuration" },
  { id: "audit", title: "Audit log" },
] as const;

/** A part of the admin page. */
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
