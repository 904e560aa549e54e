import { lazy, type ReactElement, type ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { MenuIcon } from "../ui/icons.tsx";
import { DialogOnDemand } from "../ui/on-demand.tsx";

const LazyDrawer = lazy(() =>
  import("./sidebar-drawer.tsx").then(({ SidebarDrawer }) => ({ default: SidebarDrawer })),
);

/** The line above a conversation. On narrow screens it begins with the button of the sidebar. */
export function MainHeader({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <header className="flex h-13 shrink-0 items-center gap-3 border-line border-b px-3 sm:px-5">
      <DialogOnDemand
        button={
          <Button
            look="quiet"
            shape="icon"
            className="-ml-1 md:hidden"
            aria-label="Open the list of conversations"
          >
            <MenuIcon size={20} />
          </Button>
        }
        dialog={LazyDrawer}
      />
      {children}
    </header>
  );
}
