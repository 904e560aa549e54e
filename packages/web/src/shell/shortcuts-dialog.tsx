import { Dialog } from "@base-ui/react/dialog";
import type { ReactElement } from "react";
import { Button } from "../ui/button.tsx";
import { backdropClass, popupClass } from "../ui/dialog-class.ts";
import { CloseIcon } from "../ui/icons.tsx";
import { shortcuts } from "./shortcuts.ts";
import { shortcutsButtonId } from "./use-page-keys.ts";

/** The keys that the page understands: a dialog that is open at first, and its button. */
export function ShortcutsDialog({ button }: { readonly button: ReactElement }): ReactElement {
  return (
    <Dialog.Root defaultOpen>
      <Dialog.Trigger id={shortcutsButtonId} render={button} />
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup className={popupClass}>
          <div className="mb-3 flex items-center justify-between">
            <Dialog.Title className="font-semibold text-lg">Keyboard</Dialog.Title>
            <Dialog.Close render={<Button look="quiet" shape="icon" aria-label="Close" />}>
              <CloseIcon />
            </Dialog.Close>
          </div>
          <dl className="divide-y divide-line text-sm">
            {shortcuts.map(({ keys, does }) => (
              <div key={does} className="flex items-center justify-between gap-4 py-2">
                <dt>{does}</dt>
                <dd className="flex gap-1">
                  {keys.map((key) => (
                    <kbd
                      key={key}
                      className="rounded-md border border-edge bg-paper px-1.5 py-0.5 font-sans text-xs"
                    >
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
