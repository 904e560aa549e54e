import { open } from "node:fs/promises";
import { expect } from "vitest";

/** Writes a file until there is no byte left on its disk. */
export async function fillDisk(path: string): Promise<void> {
  const file = await open(path, "w");
  try {
    for (let size = 65_536; size >= 1; ) {
      try {
        await file.write(Buffer.alloc(size, 1));
      } catch (error) {
        expect(error).toMatchObject({ code: "ENOSPC" });
        size = Math.floor(size / 2);
      }
    }
  } finally {
    await file.close();
  }
}
