/** A path as it was written, without empty and `.` names. `..` stays, for it may lead over links. */
export function plainPath(path: string): string {
  const names = path.split("/").filter((name) => name !== "" && name !== ".");
  return `${path.startsWith("/") ? "/" : ""}${names.join("/")}`;
}
