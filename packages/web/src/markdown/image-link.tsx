import type { ReactElement } from "react";
import { SafeLink } from "./safe-link.tsx";

/**
 * An image of an answer, as a link: loading it would tell a stranger's server that, and when, the answer was
 * read.
 */
export function ImageLink({
  source,
  text,
}: {
  readonly source?: string | undefined;
  readonly text?: string | undefined;
}): ReactElement {
  return <SafeLink href={source}>{text ? `Image: ${text}` : "Image"}</SafeLink>;
}
