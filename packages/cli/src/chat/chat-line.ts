/** What a typed line asks for. */
export type ChatLine =
  | { readonly type: "nothing" }
  | { readonly type: "message"; readonly text: string }
  | { readonly type: "command"; readonly name: string; readonly argument: string };

/** Reads a typed line. A command begins with a slash; two slashes are how a message begins with one. */
export function parseChatLine(line: string): ChatLine {
  const text = line.trim();
  if (text === "") return { type: "nothing" };
  if (!text.startsWith("/")) return { type: "message", text };
  if (text.startsWith("//")) return { type: "message", text: text.slice(1) };
  const [, name = "", argument = ""] = /^\/(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  return { type: "command", name: name.toLowerCase(), argument };
}
