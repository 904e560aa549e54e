/** The look of the button for the prompts of tool servers. */
export const promptButtonClass =
  "inline-flex h-8 items-center gap-1 rounded-lg px-2 font-medium text-[0.8125rem] text-ink hover:bg-accent-soft";
