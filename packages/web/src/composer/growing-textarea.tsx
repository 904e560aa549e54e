import { type ComponentProps, type ReactElement, useEffect, useLayoutEffect, useRef } from "react";

/**
 * A textarea that is as high as its text, up to the maximum that its class sets. It has the focus from the
 * start where there is a keyboard.
 */
export function GrowingTextarea(props: ComponentProps<"textarea">): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    if (!area.current) return;
    area.current.style.height = "auto";
    area.current.style.height = `${area.current.scrollHeight}px`;
  }, [props.value]);
  useEffect(() => {
    // On a touch screen the focus would bring up the keyboard before anybody asked for it.
    if (matchMedia("(pointer: fine)").matches) area.current?.focus();
  }, []);
  return <textarea ref={area} rows={1} {...props} />;
}
