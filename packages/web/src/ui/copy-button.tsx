import { type ReactElement, useEffect, useState } from "react";
import { CheckIcon, CopyIcon, WarningIcon } from "./icons.tsx";

/** The copied thing, as a word for the button's name, and its text at the time of the click. */
export interface CopyButtonProps {
  readonly what: string;
  readonly getText: () => string;
}

type Outcome = "none" | "copied" | "failed";

const shownForMs = 1800;

/** A button that copies a text and says for a moment whether that worked. */
export function CopyButton({ what, getText }: CopyButtonProps): ReactElement {
  const [outcome, setOutcome] = useState<Outcome>("none");
  useEffect(() => {
    if (outcome === "none") return;
    const timer = setTimeout(() => setOutcome("none"), shownForMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    copyText(getText()).then(
      () => setOutcome("copied"),
      () => setOutcome("failed"),
    );
  };
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={`Copy ${what}`}
      className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-muted text-xs hover:bg-accent-soft hover:text-ink"
    >
      {outcome === "copied" ? (
        <CheckIcon size={14} />
      ) : outcome === "failed" ? (
        <WarningIcon size={14} />
      ) : (
        <CopyIcon size={14} />
      )}
      <span aria-live="polite">
        {outcome === "copied" ? "Copied" : outcome === "failed" ? "Not allowed here" : "Copy"}
      </span>
    </button>
  );
}

/** Rejects where the browser has no clipboard for this page: it needs HTTPS or the local machine. */
async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
