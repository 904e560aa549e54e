import type { ReactElement, ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import type { AdminFaultKind } from "./ask-admin.ts";

/** The reason for an empty page. */
export interface NoServerProps {
  /** The reason; undefined while the page loads. */
  readonly kind: AdminFaultKind | undefined;
  readonly reason: string | undefined;
  readonly onSignIn: () => void;
}

/** Takes the page's place while there is nothing to show. */
export function NoServer({ kind, reason, onSignIn }: NoServerProps): ReactElement {
  switch (kind) {
    case undefined:
      return <Notice title="Loading…">Asking the server for its state.</Notice>;
    case "forbidden":
      return (
        <Notice
          title="You are not an admin"
          action={
            <Button look="primary" onClick={onSignIn}>
              Sign in as another user
            </Button>
          }
        >
          This page is for the server’s operators. They can create a key with admin rights for you.
        </Notice>
      );
    case "missing":
      return <Notice title="Not found">This server has no pages for admins.</Notice>;
    default:
      return <Notice title="Server unreachable">{reason} The page keeps trying.</Notice>;
  }
}

interface NoticeProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

function Notice({ title, children, action }: NoticeProps): ReactElement {
  return (
    <main className="grid h-dvh place-items-center p-6">
      <div role="status" className="flex max-w-sm flex-col items-center gap-3 text-center">
        <h1 className="font-semibold text-lg">{title}</h1>
        <p className="text-muted">{children}</p>
        {action}
        <a href="/" className="text-accent text-sm underline">
          To the conversations
        </a>
      </div>
    </main>
  );
}
