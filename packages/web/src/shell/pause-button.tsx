import type { ReactElement } from "react";
import { Button } from "../ui/button.tsx";
import { PauseIcon, ResumeIcon } from "../ui/state-icons.tsx";
import { pauseButtonId } from "./use-page-keys.ts";

/** Whether the thing is held now, and how to change that. */
export interface PauseButtonProps {
  readonly isPaused: boolean;
  readonly onPause: () => void;
  readonly onResume: () => void;
}

/** A button that holds what runs, and lets it go on. */
export function PauseButton({ isPaused, onPause, onResume }: PauseButtonProps): ReactElement {
  const words = isPaused ? "Go on" : "Pause";
  return (
    <Button
      id={pauseButtonId}
      look="quiet"
      shape="icon"
      aria-label={words}
      aria-keyshortcuts="Alt+P"
      title={`${words} (Alt+P)`}
      onClick={isPaused ? onResume : onPause}
    >
      {isPaused ? <ResumeIcon size={18} /> : <PauseIcon size={18} />}
    </Button>
  );
}
