import type { AdminServer } from "@aiwhisperer/protocol/admin";
import type { ReactElement } from "react";
import { Mark } from "../interface/mark.tsx";
import { ThemeToggle } from "../theme/theme-toggle.tsx";
import { DrainButton } from "./drain-button.tsx";
import { LogLevelSelect } from "./log-level-select.tsx";

/** The server, and who is told when something of it was changed. */
export interface AdminHeaderProps {
  readonly server: AdminServer;
  readonly onChanged: () => void;
}

/** Which server it is and who looks at it, and what can be done to it as a whole. */
export function AdminHeader({ server, onChanged }: AdminHeaderProps): ReactElement {
  const { version, userId, logLevel, canDrain, isDraining } = server;
  return (
    <header className="flex flex-wrap items-center justify-between gap-3">
      <h1 className="flex items-center gap-2 font-semibold text-lg tracking-tight">
        <a href="/" aria-label="AIWhisperer: to the conversations" className="rounded text-accent">
          <Mark size={20} />
        </a>
        Admin
        <span className="font-normal text-muted text-sm">
          {version} · {userId}
        </span>
      </h1>
      <div className="flex flex-wrap items-center gap-3">
        <LogLevelSelect level={logLevel} onChanged={onChanged} />
        {canDrain && <DrainButton isDraining={isDraining} onDrained={onChanged} />}
        <ThemeToggle />
      </div>
    </header>
  );
}
