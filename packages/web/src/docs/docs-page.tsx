import type { DescribedContract } from "@aiwhisperer/protocol/document";
import { type ReactElement, useEffect, useMemo, useState } from "react";
import { PageTitle } from "../shell/page-title.tsx";
import { ThemeToggle } from "../theme/theme-toggle.tsx";
import { Button } from "../ui/button.tsx";
import { FilterField } from "../ui/filter-field.tsx";
import { findIn, type Part, partsOf } from "./contract-parts.tsx";
import { EntryView } from "./entry-view.tsx";
import { Remarks } from "./remarks.tsx";
import { useContract } from "./use-contract.ts";

/**
 * The contract of the server, for authors of clients: every method, notification, error and type, those
 * of plug-ins with them.
 */
export function DocsPage(): ReactElement {
  const { contract, fault, retry } = useContract();
  return (
    <div className="h-dvh overflow-y-auto">
      <div className="mx-auto flex max-w-6xl flex-col gap-6 px-3 py-3 sm:px-5">
        <Header version={contract?.info.version} />
        {contract !== undefined && <Contract contract={contract} />}
        {contract === undefined && (
          <main role="status" className="flex flex-col items-start gap-3 py-10">
            <p className="text-muted">{fault ?? "Loading…"}</p>
            {fault !== undefined && <Button onClick={retry}>Try again</Button>}
          </main>
        )}
      </div>
    </div>
  );
}

function Header({ version = "" }: { readonly version?: string | undefined }): ReactElement {
  return (
    <header className="flex flex-wrap items-center justify-between gap-3">
      <PageTitle title="Contract" detail={version} />
      <div className="flex flex-wrap items-center gap-4 text-sm">
        <a href="/openrpc.json" className="text-accent underline">
          OpenRPC
        </a>
        <a href="/asyncapi.json" className="text-accent underline">
          AsyncAPI
        </a>
        <ThemeToggle />
      </div>
    </header>
  );
}

function Contract({ contract }: { readonly contract: DescribedContract }): ReactElement {
  const [words, setWords] = useState("");
  const parts = useMemo(() => partsOf(contract), [contract]);
  const shown = findIn(parts, words);
  useEffect(() => {
    // The element that the address names exists only now.
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, []);
  return (
    <div className="grid gap-8 md:grid-cols-[15rem_minmax(0,1fr)]">
      <aside className="flex flex-col gap-4 self-start md:sticky md:top-3 md:max-h-[calc(100dvh-1.5rem)] md:overflow-y-auto">
        <FilterField label="Find" placeholder="name or words" onFilter={setWords} />
        <Contents parts={shown} />
      </aside>
      <main className="flex min-w-0 flex-col gap-12 pb-16">
        <Remarks text={contract.info.description} />
        {shown.length === 0 && <p role="status">No matches.</p>}
        {shown.map(({ id, title, entries }) => (
          <section key={id} aria-labelledby={id} className="flex flex-col gap-8">
            <h2 id={id} className="scroll-mt-4 border-line border-b pb-1 font-semibold text-xl">
              {title}
            </h2>
            {entries.map((entry) => (
              <EntryView key={entry.id} {...entry} />
            ))}
          </section>
        ))}
      </main>
    </div>
  );
}

function Contents({ parts }: { readonly parts: readonly Part[] }): ReactElement {
  return (
    <nav aria-label="Contents" className="hidden flex-col gap-3 text-sm md:flex">
      {parts.map(({ id, title, entries }) => (
        <div key={id}>
          <a href={`#${id}`} className="font-medium hover:underline">
            {title}
          </a>
          <ul className="mt-1 flex flex-col gap-0.5">
            {entries.map((entry) => (
              <li key={entry.id} className="truncate">
                <a href={`#${entry.id}`} className="text-muted hover:text-ink hover:underline">
                  {entry.id}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
