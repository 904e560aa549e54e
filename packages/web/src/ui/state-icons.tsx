import type { ReactElement } from "react";
import { type IconProps, strokeIcon } from "./stroke-icon.tsx";

/** An eye: something is only looked at. */
export function ReadIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
      <circle cx="12" cy="12" r="2.8" />
    </>,
  );
}

/** A pencil: something is changed. */
export function WriteIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="m15.5 4.5 4 4L8.5 19.5l-5 1 1-5z" />
      <path d="m13 7 4 4" />
    </>,
  );
}

/** A prompt in a window: a program runs. */
export function ExecuteIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <rect x="3" y="4.5" width="18" height="15" rx="2.5" />
      <path d="m7.5 9.5 3 2.5-3 2.5M13 15h3.5" />
    </>,
  );
}

/** A ring with a gap, turning where motion is welcome: at work. */
export function WorkingIcon(props: IconProps): ReactElement {
  const ring = strokeIcon(
    props,
    <>
      <circle cx="12" cy="12" r="8.5" opacity={0.25} />
      <path d="M12 3.5a8.5 8.5 0 0 1 8.5 8.5" />
    </>,
  );
  return <span className="inline-flex motion-safe:animate-spin">{ring}</span>;
}

/** A dashed ring: not begun. */
export function PendingIcon(props: IconProps): ReactElement {
  return strokeIcon(props, <circle cx="12" cy="12" r="8.5" strokeDasharray="3.2 3.475" />);
}

/** A tick in a ring: completed. */
export function CompletedIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="m8 12.3 2.8 2.8L16 9.5" />
    </>,
  );
}

/** A cross in a ring: failed, or refused. */
export function FailedIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="m9 9 6 6M15 9l-6 6" />
    </>,
  );
}

/** An arrow over a dot: left out. */
export function SkippedIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M4 14a8 8 0 0 1 15-2.5" />
      <path d="M20 6.5v5.3h-5.3M12 17.5h.01" />
    </>,
  );
}

/** Two bars: pause. */
export function PauseIcon(props: IconProps): ReactElement {
  return strokeIcon(props, <path d="M9 6v12M15 6v12" />);
}

/** A triangle to the right: resume. */
export function ResumeIcon(props: IconProps): ReactElement {
  return strokeIcon(props, <path d="M8 5.5v13l10.5-6.5z" />);
}

/** A shield with a question mark: a decision is needed. */
export function DecisionIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6z" />
      <path d="M10.2 9.8a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3M12 15.8h.01" />
    </>,
  );
}

/** Boxes that lead to each other: a plan. */
export function PlanIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <rect x="9" y="3.5" width="6" height="5" rx="1.2" />
      <rect x="3" y="15.5" width="6" height="5" rx="1.2" />
      <rect x="15" y="15.5" width="6" height="5" rx="1.2" />
      <path d="M12 8.5V12M6 15.5V12h12v3.5" />
    </>,
  );
}
