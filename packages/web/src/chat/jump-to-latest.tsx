import type { ReactElement } from "react";
import { DownIcon } from "../ui/icons.tsx";

/** Whether something is being written below, and how to get there. */
export interface JumpToLatestProps {
  readonly isGrowing: boolean;
  readonly onJump: () => void;
}

/** A button over the transcript that leads to its end. */
export function JumpToLatest({ isGrowing, onJump }: JumpToLatestProps): ReactElement {
  return (
    <button
      type="button"
      onClick={onJump}
      // It waits a little before it appears: between a row and its measured height the end is out of reach
      // for some frames.
      className="-translate-x-1/2 absolute animate-appear bottom-3 left-1/2 inline-flex h-9 items-center gap-2 rounded-full border border-edge bg-raised px-4 font-medium text-sm shadow-lg shadow-black/10 hover:bg-accent-soft"
    >
      <DownIcon size={15} />
      {isGrowing ? "Follow the answer" : "Jump to latest"}
    </button>
  );
}
