import type { ReactElement, ReactNode } from "react";

/**
 * A link out of an answer: it opens beside the conversation and sends no referrer. An address that
 * is not safe shows as text.
 */
export function SafeLink({
  href,
  children,
}: {
  readonly href?: string | undefined;
  readonly children?: ReactNode;
}): ReactElement {
  if (!href) return <span>{children}</span>;
  const isFootnote = href.startsWith("#");
  return isFootnote ? (
    <span>{children}</span>
  ) : (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
