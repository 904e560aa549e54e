import type { ReactElement } from "react";

const bars = [
  { x: 3, height: 8, delay: "[animation-delay:0ms]" },
  { x: 9, height: 18, delay: "[animation-delay:140ms]" },
  { x: 15, height: 11, delay: "[animation-delay:280ms]" },
  { x: 21, height: 4, delay: "[animation-delay:420ms]" },
];

/** The sign of the product, a voice that grows quiet; it moves while an answer is coming. */
export function Mark({
  size = 18,
  speaking = false,
}: {
  readonly size?: number;
  readonly speaking?: boolean;
}): ReactElement {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      stroke="currentColor"
      strokeWidth={2.6}
      strokeLinecap="round"
    >
      {bars.map(({ x, height, delay }) => (
        <path
          key={x}
          d={`M${x} ${12 - height / 2}v${height}`}
          className={
            speaking ? `origin-center motion-safe:animate-voice [transform-box:fill-box] ${delay}` : undefined
          }
        />
      ))}
    </svg>
  );
}
