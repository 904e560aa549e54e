import type { ReactElement } from "react";
import { Button } from "../ui/button.tsx";
import { PauseIcon, ResumeIcon } from "../ui/state-icons.tsx";
import { pauseButtonId } from "./use-page-keys.ts";

/** Whether the session or plan is paused, and the callbacks to change that. */
export interface PauseButtonProps {
  readonly isPaused: boolean;
  readonly onPause: () => void;
  readonly onResume: () => void;
}

/** A button that pauses and resumes the shown session or plan. */
export function PauseButton({ isPaused, onPause, onResume }: PauseButtonProps): ReactElement {
  const words = isPaused ? "Resume" : "Pause";
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
