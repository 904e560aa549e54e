import type { ReactElement } from "react";
import { Button } from "../ui/button.tsx";
import { PauseIcon, ResumeIcon } from "../ui/state-icons.tsx";

/** Says that the session is held, for everybody, and lets it go on. */
export function PausedBanner({ onResume }: { readonly onResume: () => void }): ReactElement {
  return (
    <div
      role="status"
      className="mb-2 flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-3 py-1.5 text-sm"
    >
      <span className="text-accent">
        <PauseIcon />
      </span>
      <p className="min-w-0 flex-1">Paused, with all time limits. Messages wait until you resume.</p>
      <Button look="outlined" shape="small" onClick={onResume}>
        <ResumeIcon size={14} />
        Go on
      </Button>
    </div>
  );
}
