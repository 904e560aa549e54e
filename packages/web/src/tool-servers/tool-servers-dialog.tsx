import { Dialog } from "@base-ui/react/dialog";
import type { ReactElement } from "react";
import { Button } from "../ui/button.tsx";
import { backdropClass, popupClass } from "../ui/dialog-class.ts";
import { CloseIcon } from "../ui/icons.tsx";
import { ToolServerItem } from "./tool-server-item.tsx";
import { useToolServers } from "./use-tool-servers.ts";

/** The servers that provide tools, each with its state: a dialog that is open at first, and its button. */
export function ToolServersDialog({ button }: { readonly button: ReactElement }): ReactElement {
  return (
    <Dialog.Root defaultOpen>
      <Dialog.Trigger render={button} />
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup className={popupClass}>
          <div className="mb-3 flex items-center justify-between">
            <Dialog.Title className="font-semibold text-lg">Tool servers</Dialog.Title>
            <Dialog.Close render={<Button look="quiet" shape="icon" aria-label="Close" />}>
              <CloseIcon />
            </Dialog.Close>
          </div>
          <ToolServers />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function ToolServers(): ReactElement {
  const { servers, fault } = useToolServers();
  if (servers === undefined) return <p className="text-muted text-sm">{fault ?? "Loading…"}</p>;
  if (servers.length === 0) {
    return (
      <p className="text-muted text-sm">
        No MCP servers are configured. Start the server with --mcp-config to use some.
      </p>
    );
  }
  return (
    <ul className="divide-y divide-line text-sm">
      {servers.map((server) => (
        <ToolServerItem key={server.name} server={server} />
      ))}
    </ul>
  );
}
