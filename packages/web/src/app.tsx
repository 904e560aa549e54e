import { type ReactElement, useEffect } from "react";
import { Conversation } from "./conversation/conversation.tsx";
import { NewConversation } from "./conversation/new-conversation.tsx";
import { useRoute } from "./navigation/route.ts";
import { Sidebar } from "./shell/sidebar.tsx";
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

/** The first stop of the Tab key: past the list of conversations, to where a message is written. */
export function SkipLink(): ReactElement {
  return (
    <button
      type="button"
      onClick={() => document.getElementById("composer")?.focus()}
      className="fixed top-2 left-2 z-50 -translate-y-16 rounded-lg bg-accent px-4 py-2 font-medium text-on-accent text-sm focus:translate-y-0"
    >
      Skip to the message field
    </button>
  );
}

/**
 * Keeps a file that is dropped beside a target from replacing the page, and with it what is being written.
 */
export function useDropGuard(): void {
  useEffect(() => {
    const refuse = (event: DragEvent): void => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    };
    addEventListener("dragover", refuse);
    addEventListener("drop", refuse);
    return () => {
      removeEventListener("dragover", refuse);
      removeEventListener("drop", refuse);
    };
  }, []);
}
