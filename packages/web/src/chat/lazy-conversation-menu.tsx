import { lazy, type ReactElement } from "react";
import { Button } from "../ui/button.tsx";
import { MoreIcon } from "../ui/icons.tsx";
import { OnDemand } from "../ui/on-demand.tsx";
import type { ConversationMenuProps } from "./conversation-menu.tsx";

const LoadedMenu = lazy(() =>
  import("./conversation-menu.tsx").then(({ ConversationMenu }) => ({ default: ConversationMenu })),
);

/** The button for what can be done with a conversation as a whole; the menu loads when it is asked for. */
export function LazyConversationMenu(props: ConversationMenuProps): ReactElement {
  return (
    <OnDemand
      closed={(ask) => (
        <Button
          look="quiet"
          shape="icon"
          className="-mr-1.5"
          onClick={ask}
          aria-haspopup="menu"
          aria-expanded={false}
          aria-label="Conversation menu"
          title="Actions for this conversation"
        >
          <MoreIcon size={18} />
        </Button>
      )}
    >
      <LoadedMenu {...props} />
    </OnDemand>
  );
}
