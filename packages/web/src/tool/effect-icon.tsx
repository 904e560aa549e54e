import { ToolEffect } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { ExecuteIcon, ReadIcon, WriteIcon } from "../ui/state-icons.tsx";
import type { IconProps } from "../ui/stroke-icon.tsx";

/** What running a tool may do, and how its sign is drawn. */
export interface EffectIconProps extends IconProps {
  readonly effect: ToolEffect;
}

/** The sign of what a tool may do. */
export function EffectIcon({ effect, ...icon }: EffectIconProps): ReactElement {
  switch (effect) {
    case ToolEffect.Read:
      return <ReadIcon {...icon} />;
    case ToolEffect.Write:
      return <WriteIcon {...icon} />;
    case ToolEffect.Execute:
      return <ExecuteIcon {...icon} />;
  }
}
