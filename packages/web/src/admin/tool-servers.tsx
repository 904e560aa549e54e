import { type ToolServerInfo, ToolServerState } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { serverNotes, serverState } from "../tool-servers/server-state.ts";
import { toneClasses } from "../ui/tone.ts";
import { type Column, DataTable, Hint } from "./data-table.tsx";
import { type RowAction, useRowAction } from "./row-action.tsx";
import { useAdmin } from "./use-admin.ts";

const columns: readonly Column<ToolServerInfo>[] = [
  { title: "Server", cell: ({ name }) => name },
  {
    title: "State",
    cell: (server) => {
      const { text, tone } = serverState(server);
      return <span className={toneClasses[tone]}>{text}</span>;
    },
  },
  { title: "Since", cell: ({ since }) => new Date(since).toLocaleString() },
  { title: "Tools", look: "number", cell: ({ tools }) => tools.toLocaleString() },
  { title: "Restarts", look: "number", cell: ({ restarts }) => restarts.toLocaleString() },
  { title: "Remarks", cell: (server) => <Remarks server={server} /> },
];

const unused: readonly ToolServerState[] = [
  ToolServerState.Disabled,
  ToolServerState.Invalid,
  ToolServerState.Closed,
];

const restart: RowAction<ToolServerInfo> = {
  name: "Restart",
  labelOf: ({ name }) => `Restart ${name}`,
  isPossible: ({ state }) => !unused.includes(state),
  questionOf: ({ name }) => `Restart ${name}?`,
  meaning:
    "The calls that run on it fail, and the effect of each is unknown. Its tools return when it is ready.",
  keepLabel: "Keep running",
  confirmLabel: "Restart",
  pathOf: ({ name }) => `/tool-servers/${name}/restart`,
};

/** The servers that tools come from, each with its state, and the way to start one again. */
export function ToolServers(): ReactElement {
  const { value: servers, fault, refresh } = useAdmin<readonly ToolServerInfo[]>("/tool-servers");
  const { columns: buttons, dialog } = useRowAction(restart, refresh);
  if (servers === undefined) return <Hint>{fault?.message ?? "Loading…"}</Hint>;
  if (servers.length === 0) return <Hint>No MCP servers are configured.</Hint>;
  return (
    <>
      <DataTable
        caption="Tool servers"
        columns={[...columns, ...buttons]}
        rows={servers}
        keyOf={({ name }) => name}
      />
      {dialog}
    </>
  );
}

function Remarks({ server }: { readonly server: ToolServerInfo }): ReactElement {
  const { signInUrl } = server;
  return (
    <ul className="whitespace-normal text-muted text-xs [overflow-wrap:anywhere]">
      {signInUrl !== undefined && /^https?:/.test(signInUrl) && (
        <li>
          <a href={signInUrl} target="_blank" rel="noreferrer" className="text-accent underline">
            Sign in
          </a>
        </li>
      )}
      {serverNotes(server).map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
