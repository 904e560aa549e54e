import type { AdminServer } from "@aiwhisperer/protocol/admin";
import type { ReactElement } from "react";
import { PageTitle } from "../shell/page-title.tsx";
import { ThemeToggle } from "../theme/theme-toggle.tsx";
import { DrainButton } from "./drain-button.tsx";
import { LogLevelSelect } from "./log-level-select.tsx";

/** The server, and the callback for a change of it. */
export interface AdminHeaderProps {
  readonly server: AdminServer;
  readonly onChanged: () => void;
}

/** The server, the signed-in admin, and the actions on the server as a whole. */
export function AdminHeader({ server, onChanged }: AdminHeaderProps): ReactElement {
  const { version, userId, logLevel, canDrain, isDraining } = server;
  return (
    <header className="flex flex-wrap items-center justify-between gap-3">
      <PageTitle title="Admin" detail={`${version} · ${userId}`} />
      <div className="flex flex-wrap items-center gap-3">
        <LogLevelSelect level={logLevel} onChanged={onChanged} />
        {canDrain && <DrainButton isDraining={isDraining} onDrained={onChanged} />}
        <ThemeToggle />
      </div>
    </header>
  );
}
