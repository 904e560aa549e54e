import type { Failure, SessionHandle } from "@aiwhisperer/client";
import type { ReactElement } from "react";
import { Button } from "../ui/button.tsx";
import { WarningIcon } from "../ui/icons.tsx";

/** The reason why the shown conversation is no longer updated, and the way to retry. */
export interface SessionFaultBannerProps {
  readonly fault: Failure;
  readonly session: SessionHandle;
}

/** Warns that the shown content may be out of date. */
export function SessionFaultBanner({ fault, session }: SessionFaultBannerProps): ReactElement {
  return (
    <div
      role="alert"
      className="mb-2 flex flex-wrap items-center gap-3 rounded-lg border border-danger/40 bg-danger-soft px-3 py-1.5 text-danger text-sm"
    >
      <WarningIcon />
      <p className="min-w-0 flex-1">This conversation is not up to date: {fault.message}</p>
      {session && (
        <Button look="inherited" shape="small" onClick={() => session.follow()}>
          Try again
        </Button>
      )}
    </div>
  );
}
