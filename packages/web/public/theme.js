// Sets the chosen colours before the first paint; src/theme/theme.ts has the choice and the toggle.
try {
  const theme = localStorage.getItem("aiwhisperer.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden in some private modes: the system's colours are used.
}
