import { type ComponentProps, type ReactElement, useLayoutEffect, useRef } from "react";

/** A textarea that is as high as its text, up to the maximum that its class sets. */
export function GrowingTextarea(props: ComponentProps<"textarea">): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    if (!area.current) return;
    area.current.style.height = "auto";
    area.current.style.height = `${area.current.scrollHeight}px`;
  }, [props.value]);
  return <textarea ref={area} rows={1} {...props} />;
}
