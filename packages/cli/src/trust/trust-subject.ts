import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { errorMessage, revealHidden } from "@aiwhisperer/protocol";
import { CommandFailure } from "../kit/command-failure.ts";

/** Largest file whose content is confirmed with a configuration. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Something that the working folder brings and that this program would obey, although the operator has not
 * named it.
 */
export interface TrustSubject {
  /** What it is, as the start of a sentence about it: `The configuration of this folder`. */
  readonly title: string;
  /** Real path, by which the store knows it. */
  readonly path: string;
  /** SHA-256 of its content and of the files that it names. */
  readonly sha256: string;
  /** Its effects, one line each, with every hidden character as a code. */
  readonly effects: readonly string[];
  /** The texts that a person may want to read before they decide, and that a log has no use for. */
  readonly details: readonly string[];
}

/** SHA-256 of a text, in hexadecimal digits. */
export function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * SHA-256 of a file's content, or `missing`, which is no hash. Rejects with a `CommandFailure` for anything
 * whose content cannot be confirmed: what is no file, such as a pipe, and a file of more than 64 MiB.
 */
export async function sha256OfFile(path: string): Promise<string> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return "missing";
  if (!stats.isFile() || stats.size > MAX_FILE_BYTES) {
    throw new CommandFailure(
      `${visibleLine(path)}, which the configuration of this folder names, is not a file or has more than ${MAX_FILE_BYTES} bytes. It cannot be confirmed.`,
    );
  }
  try {
    return createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
  } catch (error) {
    throw new CommandFailure(`${visibleLine(path)} cannot be read (${errorMessage(error)}).`, {
      cause: error,
    });
  }
}

/** A text on one line, with every hidden character and every line end as a code. */
export function visibleLine(text: string): string {
  return revealHidden(text).replaceAll("\n", "⟨U+000A⟩").replaceAll("\t", "⟨U+0009⟩");
}
