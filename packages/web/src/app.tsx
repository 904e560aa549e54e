import type { ReactElement } from "react";
import { Conversation } from "./conversation/conversation.tsx";
import { NewConversation } from "./conversation/new-conversation.tsx";
import { useRoute } from "./navigation/route.ts";
import { Sidebar } from "./shell/sidebar.tsx";
import { SkipLink } from "./shell/skip-link.tsx";
import { useDropGuard } from "./shell/use-drop-guard.ts";
import { usePageKeys } from "./shell/use-page-keys.ts";

/** The page: the conversations on the left, the open one beside them. */
export function App(): ReactElement {
  const route = useRoute();
  usePageKeys();
  useDropGuard();
  return (
    <div className="flex h-dvh print:block print:h-auto">
      <SkipLink />
      <div className="w-68 shrink-0 border-line border-r max-md:hidden print:hidden">
        <Sidebar />
      </div>
      <main className="min-w-0 flex-1">
        {route.page === "session" ? (
          <Conversation key={route.sessionId} sessionId={route.sessionId} />
        ) : (
          <NewConversation />
        )}
      </main>
    </div>
  );
}
