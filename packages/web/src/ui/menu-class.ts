/** A list of actions that unfolds from a button. */
export const menuClass =
  "min-w-[13.5rem] rounded-xl border border-line bg-raised p-1.5 text-ink shadow-black/20 shadow-xl outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";

/** An action in a menu; `menuDangerClass` beside it for one that takes something away. */
export const menuItemClass =
  "flex h-9 cursor-pointer select-none items-center gap-2.5 rounded-lg px-2.5 text-sm outline-none data-highlighted:bg-accent-soft";

/** The look of an action that takes something away. */
export const menuDangerClass = "text-danger data-highlighted:bg-danger-soft";

/** Where a menu is put in the document: inside the page's main part, so that it belongs to a landmark. */
export const menuContainer = {
  get current(): HTMLElement | null {
    return document.querySelector("main");
  },
};
