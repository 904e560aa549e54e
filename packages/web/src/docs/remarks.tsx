import type { ReactElement } from "react";

/** Remarks on a declaration. */
export interface RemarksProps {
  readonly text?: string | undefined;
  /** The replacement of a deprecated declaration. */
  readonly deprecated?: string | undefined;
}

/** Remarks of the contract, with names between backticks as code. */
export function Remarks({ text = "", deprecated }: RemarksProps): ReactElement {
  return (
    <>
      {text !== "" && <p className="whitespace-pre-line">{withCode(text)}</p>}
      {deprecated !== undefined && (
        <p>
          <strong>Deprecated:</strong> {withCode(deprecated)}
        </p>
      )}
    </>
  );
}

function withCode(text: string): (string | ReactElement)[] {
  // Every second piece was between two backticks.
  return text.split("`").map((piece, index) =>
    index % 2 === 0 ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places.
      <code key={index} className="rounded bg-code px-1 text-[0.9em]">
        {piece}
      </code>
    ),
  );
}
