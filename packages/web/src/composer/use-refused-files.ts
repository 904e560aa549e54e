import { type SyntheticEvent, useState } from "react";

/** Handlers for files that are pasted or dropped into the message field. */
export interface RefusedFiles {
  /** A message that they are not sent; present until the next paste or drop. */
  readonly notice: string | undefined;
  takeFiles(event: SyntheticEvent, data: DataTransfer): void;
}

/**
 * Reports that images and other files cannot be sent yet. The text stays, and text that comes with them is
 * inserted.
 */
export function useRefusedFiles(): RefusedFiles {
  const [notice, setNotice] = useState<string>();
  const takeFiles = (event: SyntheticEvent, data: DataTransfer) => {
    const hasText = data.types.includes("text/plain");
    const hasFiles = data.types.includes("Files");
    setNotice(hasFiles && !hasText ? describeFiles(data.files) : undefined);
    if (hasFiles && !hasText) event.preventDefault();
  };
  return { notice, takeFiles };
}

function describeFiles(files: FileList): string {
  const areImages = files.length > 0 && [...files].every(({ type }) => type.startsWith("image/"));
  const noun = areImages ? "Images" : "Files";
  return `${noun} cannot be sent yet; only the text is. With a workspace, a tool can read a file that you name.`;
}
