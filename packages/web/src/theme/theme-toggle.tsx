import { type ReactElement, useState } from "react";
import { Button } from "../ui/button.tsx";
import { MoonIcon, SunIcon, SystemThemeIcon } from "../ui/icons.tsx";
import { applyTheme, nextTheme, readTheme, type Theme } from "./theme.ts";

const faces: Readonly<Record<Theme, { readonly icon: ReactElement; readonly name: string }>> = {
  system: { icon: <SystemThemeIcon size={17} />, name: "Colours follow the system" },
  light: { icon: <SunIcon size={17} />, name: "Light colours" },
  dark: { icon: <MoonIcon size={17} />, name: "Dark colours" },
};

/** A button that goes through system, light and dark. */
export function ThemeToggle(): ReactElement {
  const [theme, setTheme] = useState(readTheme);
  const { icon, name } = faces[theme];
  const change = () => {
    const next = nextTheme(theme);
    applyTheme(next);
    setTheme(next);
  };
  return (
    <Button look="quiet" shape="icon" onClick={change} aria-label={`${name}. Change`} title={name}>
      {icon}
    </Button>
  );
}
