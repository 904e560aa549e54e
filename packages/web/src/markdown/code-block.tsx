import { type ReactElement, type ReactNode, useRef } from "react";
import { CopyButton } from "../interface/copy-button.tsx";

/** Code of an answer, with its language and a button that copies it. */
export function CodeBlock({
  language,
  children,
}: {
  readonly language?: string | undefined;
  readonly children?: ReactNode;
}): ReactElement {
  const code = useRef<HTMLPreElement>(null);
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-code">
      <figcaption className="flex h-9 items-center justify-between border-line border-b pr-1 pl-4 text-muted text-xs">
        <span className="font-mono">{language ?? "text"}</span>
        <CopyButton what="code" getText={() => code.current?.textContent?.replace(/\n$/, "") ?? ""} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <pre ref={code} tabIndex={0}>
        {children}
      </pre>
    </figure>
  );
}
