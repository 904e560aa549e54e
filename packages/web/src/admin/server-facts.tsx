import type { AdminServer } from "@aiwhisperer/protocol/admin";
import type { ReactElement, ReactNode } from "react";
import { toneClasses } from "../ui/tone.ts";
import { durationText } from "./duration-text.ts";

/** The server's state in numbers. */
export function ServerFacts({ server }: { readonly server: AdminServer }): ReactElement {
  const { connections, laggingConnections, liveSessions, runningTurns, uncommittedLength } = server;
  const facts = [
    ["Uptime", durationText(server.uptimeMs)],
    ["Connections", connections.toLocaleString()],
    ["Lagging", laggingConnections.toLocaleString()],
    ["Sessions in memory", liveSessions.toLocaleString()],
    ["Running turns", runningTurns.toLocaleString()],
    ["Waiting for the log", `${uncommittedLength.toLocaleString()} characters`],
    ["Memory", `${Math.round(server.memoryBytes / 1_000_000).toLocaleString()} MB`],
  ] as const;
  return (
    <section aria-label="The server">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-4 lg:grid-cols-8">
        <Fact name="State">
          <ServerState server={server} />
        </Fact>
        {facts.map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
      {server.confinement && (
        <p className={server.confinement.sandbox ? "text-muted text-sm" : "font-medium text-caution text-sm"}>
          Commands: {server.confinement.summary}
        </p>
      )}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="bg-surface px-3 py-2.5">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}

function ServerState({ server }: { readonly server: AdminServer }): ReactElement {
  const { isDraining, overload, logDamage, unreadableSessions } = server;
  if (isDraining) return <span className={toneClasses.caution}>Ending</span>;
  const damaged = logDamage + unreadableSessions;
  if (overload === undefined && damaged > 0)
    return <span className={toneClasses.caution}>{`Log damaged: ${damaged.toLocaleString()} places`}</span>;
  if (overload === undefined) return <span className={toneClasses.good}>Running</span>;
  return <span className={toneClasses.danger}>{`Overloaded: ${overload.limit}`}</span>;
}
