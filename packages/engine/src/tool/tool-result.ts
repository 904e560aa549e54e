/** A tool's result as it goes into the log and to the model: JSON, not longer than `maxLength` UTF-16 units as text. */
export function toBoundedResult(result: unknown, maxLength: number): unknown {
  const text = typeof result === "string" ? result : JSON.stringify(result);
  if (text === undefined) return null;
  if (text.length <= maxLength) return typeof result === "string" ? result.toWellFormed() : result;
  const notice = `\n… cut here: ${maxLength} of ${text.length} characters (limit maxToolResultLength). Ask for a smaller part to get the rest.`;
  return `${text.slice(0, maxLength)}${notice}`.toWellFormed();
}
