import { useClient } from "@aiwhisperer/react";
import type { ReactElement } from "react";
import { Button } from "../ui/button.tsx";
import { Mark } from "../ui/mark.tsx";
import { useConnectionDescription } from "./use-connection-description.ts";

const looks = {
  good: "",
  waiting: "border-caution/40 bg-caution-soft text-caution",
  bad: "border-danger/40 bg-danger-soft text-danger",
} as const;

/** The effect of a lost connection and the next step; empty while connected. */
export function ConnectionBanner(): ReactElement | null {
  const client = useClient();
  const { tone, detail, canRetry } = useConnectionDescription();
  if (!detail) return null;
  return (
    <div
      className={`mb-2 flex min-h-10 items-center gap-3 rounded-lg border px-3 py-1 text-sm ${looks[tone]}`}
      data-testid="connection-banner"
    >
      <Mark size={14} speaking={tone === "waiting"} />
      <p className="flex-1">{detail}</p>
      {canRetry && (
        <Button look="inherited" shape="small" onClick={() => client.connect()}>
          Retry now
        </Button>
      )}
    </div>
  );
}

const dots = {
  good: "bg-accent",
  waiting: "bg-caution motion-safe:animate-pulse",
  bad: "bg-danger",
} as const;

/** The state of the connection as a dot and a word. Screen readers announce changes of the word. */
export function ConnectionBadge(): ReactElement {
  const { tone, label } = useConnectionDescription();
  return (
    <output className="inline-flex items-center gap-2 text-muted text-xs" data-connection={tone}>
      <span aria-hidden="true" className={`size-2 rounded-full ${dots[tone]}`} />
      {label}
    </output>
  );
}
