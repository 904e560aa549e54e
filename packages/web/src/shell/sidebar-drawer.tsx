import { Dialog } from "@base-ui/react/dialog";
import { type ReactElement, useState } from "react";
import { Button } from "../ui/button.tsx";
import { backdropClass } from "../ui/dialog-class.ts";
import { MenuIcon } from "../ui/icons.tsx";
import { Sidebar } from "./sidebar.tsx";

/** On narrow screens, the button that opens the sidebar over the conversation. */
export function SidebarDrawer(): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger
        render={
          <Button
            look="quiet"
            shape="icon"
            className="-ml-1 md:hidden"
            aria-label="Open the list of conversations"
          />
        }
      >
        <MenuIcon size={20} />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup
          aria-label="Conversations"
          className="data-ending-style:-translate-x-full data-starting-style:-translate-x-full fixed inset-y-0 left-0 z-50 w-[min(19rem,85vw)] shadow-2xl shadow-black/30 outline-none duration-200 motion-safe:transition-transform"
        >
          <Sidebar onChoose={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
