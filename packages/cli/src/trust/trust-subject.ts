import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { revealHidden } from "@aiwhisperer/protocol";

/** Something that the working folder brings and that this program would obey, although the operator has not named it. */
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

/** SHA-256 of a file's content; words where it cannot be read, which differ from every hash. */
export async function sha256OfFile(path: string): Promise<string> {
  try {
    // A folder, a pipe or a device has no content that stays.
    if (!(await stat(path)).isFile()) return "not a file";
    const hash = createHash("sha256");
    await pipeline(createReadStream(path), hash);
    return hash.digest("hex");
  } catch {
    return "not readable";
  }
}

/** A text on one line, with every hidden character and every line end as a code. */
export function visibleLine(text: string): string {
  return revealHidden(text).replaceAll("\n", "⟨U+000A⟩").replaceAll("\t", "⟨U+0009⟩");
}
