import { revealHidden, type ToolServerInfo } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { toneClasses } from "../ui/tone.ts";
import { serverNotes, serverState } from "./server-state.ts";

/** A server that tools come from, with its state and what needs attention. */
export function ToolServerItem({ server }: { readonly server: ToolServerInfo }): ReactElement {
  const { name, since, tools, restarts, signInUrl } = server;
  const { text, tone } = serverState(server);
  const notes = serverNotes(server);
  return (
    <li className="py-3">
      <div className="flex items-baseline justify-between gap-3">
        <span className="font-medium [overflow-wrap:anywhere]">{revealHidden(name)}</span>
        <span className={`shrink-0 ${toneClasses[tone]}`}>{text}</span>
      </div>
      <p className="text-muted text-xs">
        {tools === 1 ? "1 tool" : `${tools} tools`} · since{" "}
        <time dateTime={new Date(since).toISOString()}>{new Date(since).toLocaleString()}</time>
        {restarts > 0 && ` · started again ${restarts === 1 ? "once" : `${restarts} times`}`}
      </p>
      {signInUrl !== undefined && /^https?:/.test(signInUrl) && (
        <a href={signInUrl} target="_blank" rel="noreferrer" className="text-accent text-xs underline">
          Sign in
        </a>
      )}
      {notes.length > 0 && (
        <ul className="mt-1 space-y-0.5 text-muted text-xs [overflow-wrap:anywhere]">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
