import type { ReactElement } from "react";
import { type IconProps, strokeIcon } from "./stroke-icon.tsx";

/** A pen on paper: begin something new. */
export function ComposeIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M12 5H6a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-6" />
      <path d="m18.2 3.6 2.2 2.2-8.2 8.2-3.2 1 1-3.2z" />
    </>,
  );
}

/** An arrow that leaves a frame: sign out. */
export function SignOutIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4" />
      <path d="M15 8l4 4-4 4" />
      <path d="M19 12H9" />
    </>,
  );
}

/** An arrow that rises: send. */
export function SendIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M12 19V5" />
      <path d="m6 11 6-6 6 6" />
    </>,
  );
}

/** A filled square: stop what runs. */
export function StopIcon({ size = 16 }: IconProps): ReactElement {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 24 24" fill="currentColor">
      <rect x="6" y="6" width="12" height="12" rx="2.5" />
    </svg>
  );
}

/** Two sheets: copy. */
export function CopyIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <rect x="9" y="9" width="11" height="11" rx="2" />
      <path d="M5 15H4.5A1.5 1.5 0 0 1 3 13.500V4.500A1.5 1.5 0 0 1 4.5 3h9A1.5 1.5 0 0 1 15 4.500V5" />
    </>,
  );
}

/** A tick: done. */
export function CheckIcon(props: IconProps): ReactElement {
  return strokeIcon(props, <path d="m5 12.5 4.5 4.500L19 7.5" />);
}

/** A circle that returns: try again. */
export function RetryIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M4 12a8 8 0 1 0 2.6-5.900L4 8.5" />
      <path d="M4 4v4.500h4.5" />
    </>,
  );
}

/** A cross: close. */
export function CloseIcon(props: IconProps): ReactElement {
  return strokeIcon(props, <path d="M6 6l12 12M18 6 6 18" />);
}

/** Three lines: open the list of conversations. */
export function MenuIcon(props: IconProps): ReactElement {
  return strokeIcon(props, <path d="M4 7h16M4 12h16M4 17h10" />);
}

/** A chevron downward: there is more below, or a list unfolds. */
export function ChevronIcon(props: IconProps): ReactElement {
  return strokeIcon(props, <path d="m6 9.5 6 6 6-6" />);
}

/** An arrow downward: jump to the end. */
export function DownIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M12 5v14" />
      <path d="m6 13 6 6 6-6" />
    </>,
  );
}

/** A sun: light colours. */
export function SunIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M18.7 5.300l-1.4 1.400M6.7 17.300l-1.4 1.4" />
    </>,
  );
}

/** A moon: dark colours. */
export function MoonIcon(props: IconProps): ReactElement {
  return strokeIcon(props, <path d="M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z" />);
}

/** A circle half filled: the colours of the system. */
export function SystemThemeIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 3.500v17a8.5 8.5 0 0 0 0-17z" fill="currentColor" stroke="none" />
    </>,
  );
}

/** A question mark: what the keys do. */
export function HelpIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.6 9.500a2.5 2.5 0 1 1 3.5 2.300c-.8.4-1.1.9-1.1 1.7" />
      <path d="M12 17h.01" />
    </>,
  );
}

/** A triangle with a mark: something went wrong. */
export function WarningIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M12 4 2.8 19.500h18.400z" />
      <path d="M12 10v4M12 17h.01" />
    </>,
  );
}

/** A bin: delete. */
export function BinIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M4.5 7h15M9.5 7V4.500h5V7" />
      <path d="m6.500 7 .8 12.500h9.400L17.500 7M10 11v5M14 11v5" />
    </>,
  );
}

/** An arrow into a tray: download. */
export function DownloadIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M12 4v11M7 10.500l5 5 5-5" />
      <path d="M4.500 19.500h15" />
    </>,
  );
}

/** Three dots: more that can be done. */
export function MoreIcon({ size = 16 }: IconProps): ReactElement {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 24 24" fill="currentColor">
      <circle cx="5" cy="12" r="1.8" />
      <circle cx="12" cy="12" r="1.8" />
      <circle cx="19" cy="12" r="1.8" />
    </svg>
  );
}

/** A circle with a bar: end the session. */
export function EndIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M8 12h8" />
    </>,
  );
}

/** A plug: what is connected to the server. */
export function PlugIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M9 3v5M15 3v5" />
      <path d="M6 8h12v3a6 6 0 0 1-12 0z" />
      <path d="M12 17v4" />
    </>,
  );
}

/** A pin: keep at the top. */
export function PinIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M9 4h6l-1 6 3 3v1H7v-1l3-3z" />
      <path d="M12 14v6" />
    </>,
  );
}

/** A box with a lid: the archive. */
export function ArchiveIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M4 5h16v4H4z" />
      <path d="M5.5 9v10h13V9" />
      <path d="M10 13h4" />
    </>,
  );
}

/** Lines that become shorter: a summary. */
export function SummaryIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M4 6h16" />
      <path d="M4 12h11" />
      <path d="M4 18h6" />
    </>,
  );
}

/** Sliders: settings. */
export function SettingsIcon(props: IconProps): ReactElement {
  return strokeIcon(
    props,
    <>
      <path d="M4 8h9M17 8h3M4 16h3M11 16h9" />
      <circle cx="15" cy="8" r="2" />
      <circle cx="9" cy="16" r="2" />
    </>,
  );
}
