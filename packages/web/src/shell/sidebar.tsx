import { lazy, type ReactElement } from "react";
import { ConnectionBadge } from "../connection/connection-banner.tsx";
import { newHash, useRoute } from "../navigation/route.ts";
import { SessionList } from "../sessions/session-list.tsx";
import { SignOutButton } from "../sign-in/sign-out-button.tsx";
import { ThemeToggle } from "../theme/theme-toggle.tsx";
import { Button } from "../ui/button.tsx";
import { ComposeIcon, HelpIcon, PlugIcon } from "../ui/icons.tsx";
import { Mark } from "../ui/mark.tsx";
import { DialogOnDemand } from "../ui/on-demand.tsx";
import { shortcutsButtonId } from "./use-page-keys.ts";

const LazyToolServers = lazy(() =>
  import("../tool-servers/tool-servers-dialog.tsx").then(({ ToolServersDialog }) => ({
    default: ToolServersDialog,
  })),
);

const LazyShortcuts = lazy(() =>
  import("./shortcuts-dialog.tsx").then(({ ShortcutsDialog }) => ({ default: ShortcutsDialog })),
);

/** The way to every conversation, to a new one, and to what belongs to the page as a whole. */
export function Sidebar({ onChoose }: { readonly onChoose?: (() => void) | undefined }): ReactElement {
  const route = useRoute();
  return (
    <nav aria-label="Conversations" className="flex h-full flex-col bg-surface">
      <div className="flex h-13 shrink-0 items-center gap-2 px-4 font-semibold tracking-tight">
        <span className="text-accent">
          <Mark size={20} />
        </span>
        AIWhisperer
      </div>
      <div className="px-2.5 pb-2">
        <a
          href={newHash}
          onClick={onChoose}
          aria-current={route.page === "new" ? "page" : undefined}
          className="flex h-10 items-center gap-2.5 rounded-lg border border-line bg-raised px-3 font-medium text-sm hover:border-edge aria-[current]:border-accent"
        >
          <ComposeIcon />
          New conversation
        </a>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2.5 py-1">
        <SessionList openId={route.page === "session" ? route.sessionId : undefined} onChoose={onChoose} />
      </div>
      <div className="flex h-13 shrink-0 items-center justify-between border-line border-t pr-2 pl-4">
        <ConnectionBadge />
        <div className="flex">
          <DialogOnDemand
            button={
              <Button look="quiet" shape="icon" aria-label="Tool servers" title="Tool servers">
                <PlugIcon size={17} />
              </Button>
            }
            dialog={LazyToolServers}
          />
          <DialogOnDemand
            button={
              <Button
                id={shortcutsButtonId}
                look="quiet"
                shape="icon"
                aria-label="Keyboard"
                title="Keyboard (?)"
              >
                <HelpIcon size={17} />
              </Button>
            }
            dialog={LazyShortcuts}
          />
          <SignOutButton />
          <ThemeToggle />
        </div>
      </div>
    </nav>
  );
}
