import type { ReactElement, ReactNode } from "react";
import { SidebarDrawer } from "./sidebar-drawer.tsx";

/** The line above a conversation; on narrow screens it begins with the way to the other conversations. */
export function MainHeader({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <header className="flex h-13 shrink-0 items-center gap-3 border-line border-b px-3 sm:px-5">
      <SidebarDrawer />
      {children}
    </header>
  );
}
