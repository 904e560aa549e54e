/** Dims the page behind a dialog. Between two dialogs the order of the document decides. */
export const backdropClass =
  "fixed inset-0 z-50 bg-black/35 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

/** A dialog in the middle of the page. */
export const popupClass =
  "-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-50 max-h-[85dvh] w-[min(27rem,calc(100vw-2rem))] overflow-y-auto rounded-2xl border border-line bg-raised p-5 text-ink shadow-2xl shadow-black/20 outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";
