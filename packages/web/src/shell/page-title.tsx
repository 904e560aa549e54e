import type { ReactElement } from "react";
import { Mark } from "../ui/mark.tsx";

/** The title of a page beside the conversations, with what distinguishes it, and the way back. */
export function PageTitle({
  title,
  detail,
}: {
  readonly title: string;
  readonly detail: string;
}): ReactElement {
  return (
    <h1 className="flex items-center gap-2 font-semibold text-lg tracking-tight">
      <a href="/" aria-label="AIWhisperer: to the conversations" className="rounded text-accent">
        <Mark size={20} />
      </a>
      {title}
      <span className="font-normal text-muted text-sm">{detail}</span>
    </h1>
  );
}
