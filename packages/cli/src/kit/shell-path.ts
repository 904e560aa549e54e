import { hidesSomething } from "@aiwhisperer/protocol";

/** Characters that mean nothing to a shell. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * A path as a word of a command that a person copies: the author of a folder's name must not control the
 * command. Hidden characters and line ends are written as codes of their bytes, which bash, zsh and POSIX
 * shells of 2024 read.
 */
export function shellPath(path: string): string {
  if (PLAIN.test(path)) return path;
  if (!hidesSomething(path) && !/[\n\t]/.test(path)) return `'${path.replaceAll("'", `'\\''`)}'`;
  return `$'${[...path].map(escapeCharacter).join("")}'`;
}

function escapeCharacter(character: string): string {
  if (PLAIN.test(character) || character === " ") return character;
  return [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
}
