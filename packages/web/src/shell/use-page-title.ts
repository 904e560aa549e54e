import { useEffect } from "react";

const product = "AIWhisperer";
const maxLength = 60;

/** Names the tab after what it shows; without a topic, after the product. */
export function usePageTitle(topic?: string): void {
  useEffect(() => {
    document.title = topic ? `${topic.slice(0, maxLength)} · ${product}` : product;
  }, [topic]);
}
