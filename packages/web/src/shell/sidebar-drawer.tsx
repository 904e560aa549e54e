import { Dialog } from "@base-ui/react/dialog";
import { type ReactElement, useState } from "react";
import { backdropClass } from "../ui/dialog-class.ts";
import { Sidebar } from "./sidebar.tsx";

/** The sidebar over the conversation: a drawer that is open at first, and its button. */
export function SidebarDrawer({ button }: { readonly button: ReactElement }): ReactElement {
  const [isOpen, setOpen] = useState(true);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger render={button} />
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
