const methodEndings = ["Request", "Response"] as const;

/** What the ending of a message's name makes of the message. */
export type MessageRole = "request" | "response" | "notification" | "plain";

/** Role of a message by its name: `XRequest`, `XResponse`, `XNotification`, or plain. */
export function roleOfMessage(name: string): MessageRole {
  if (name.endsWith("Request")) return "request";
  if (name.endsWith("Response")) return "response";
  return name.endsWith("Notification") ? "notification" : "plain";
}

/** `StartSession` of `StartSessionRequest` and `StartSessionResponse`. */
export function stemOfMessage(name: string): string {
  const ending = methodEndings.find((end) => name.endsWith(end));
  return ending ? name.slice(0, -ending.length) : name;
}

/**
 * A declared name as methods and constants carry it: the first word in lower case. An acronym in front is one
 * word, so `StartSession` becomes `startSession`, `AIFoo` becomes `aiFoo` and `AI` becomes `ai`.
 */
export function toCamelCase(name: string): string {
  const first = /^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/.exec(name)?.[0] ?? "";
  return first.toLowerCase() + name.slice(first.length);
}

/** A declared name as files carry it: `AIThings` becomes `ai-things`. */
export function toKebabCase(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").replace(/([A-Z])([A-Z][a-z])/g, "$1-$2");
  return words.replaceAll("_", "-").toLowerCase();
}

/** Type of an error's data in generated code: `BusyData`. */
export function dataTypeName(errorName: string): string {
  return `${errorName}Data`;
}
