import { readFileSync } from "node:fs";

/** Users of people have ids between those of services and those of machines; see login.defs(5). */
const FIRST_ID = 1_000;
const LAST_ID = 60_000;

/** The home folders of the people who have an account here, wherever they are; see passwd(5). */
export function homesOfUsers(file = "/etc/passwd"): readonly string[] {
  return readText(file)
    .split("\n")
    .map((line) => line.split(":"))
    .filter(([, , id]) => Number(id) >= FIRST_ID && Number(id) <= LAST_ID)
    .flatMap(([, , , , , home = ""]) => (home.startsWith("/") ? [home] : []));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
