/** The chosen colour scheme: that of the system, or always light or dark. */
export type Theme = "system" | "light" | "dark";

const storageKey = "aiwhisperer.theme";
const order: readonly Theme[] = ["system", "light", "dark"];

/** The choice kept in this browser; `system` when there is none, or when the browser keeps nothing. */
export function readTheme(): Theme {
  const kept = readStorage();
  return order.find((theme) => theme === kept) ?? "system";
}

/** Shows the page in a theme and keeps the choice for the next visit, where the browser allows it. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  writeStorage(theme);
}

/** The choice that follows on the toggle. */
export function nextTheme(theme: Theme): Theme {
  return order[(order.indexOf(theme) + 1) % order.length] ?? "system";
}

function readStorage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    // Storage is forbidden in some private modes; the choice then lasts as long as the page.
    return null;
  }
}

function writeStorage(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // As above: nothing is lost but the memory of the choice.
  }
}
