import { ToolEffect } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { ExecuteIcon, ReadIcon, WriteIcon } from "../ui/state-icons.tsx";
import type { IconProps } from "../ui/stroke-icon.tsx";

/** The effect of a tool, and the look of its icon. */
export interface EffectIconProps extends IconProps {
  readonly effect: ToolEffect;
}

/** The icon of a tool's effect. */
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
