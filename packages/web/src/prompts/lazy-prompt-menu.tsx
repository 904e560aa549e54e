import { lazy, type ReactElement } from "react";
import { ChevronIcon } from "../ui/icons.tsx";
import { OnDemand } from "../ui/on-demand.tsx";
import type { PromptMenuProps } from "./prompt-menu.tsx";
import { promptButtonClass, usePrompts } from "./use-prompts.ts";

const LoadedMenu = lazy(() =>
  import("./prompt-menu.tsx").then(({ PromptMenu }) => ({ default: PromptMenu })),
);

/**
 * The button for the prompts of tool servers; their list loads when it is asked for. Absent while there are
 * none.
 */
export function LazyPromptMenu(props: PromptMenuProps): ReactElement | null {
  const { prompts } = usePrompts();
  if (prompts.length === 0) return null;
  return (
    <OnDemand
      closed={(ask) => (
        <button
          type="button"
          onClick={ask}
          className={promptButtonClass}
          aria-haspopup="dialog"
          aria-expanded={false}
        >
          Prompts
          <ChevronIcon size={14} />
        </button>
      )}
    >
      <LoadedMenu {...props} />
    </OnDemand>
  );
}
