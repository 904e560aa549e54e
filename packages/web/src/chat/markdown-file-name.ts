/** A name for the document's file: the words of the title that every file system takes. */
export function markdownFileName(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = words.join("-").slice(0, 60).replace(/-$/, "");
  return `${name || "conversation"}.md`;
}
