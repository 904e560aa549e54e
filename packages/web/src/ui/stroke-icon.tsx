import type { ReactElement, ReactNode } from "react";

/**
 * The look of an icon: `size` in CSS pixels, default 16. Icons are decoration; the control
 * around them has the name.
 */
export interface IconProps {
  readonly size?: number;
}

/** A line drawing of 24 by 24 units in the colour of the text around it. */
export function strokeIcon({ size = 16 }: IconProps, paths: ReactNode): ReactElement {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {paths}
    </svg>
  );
}
