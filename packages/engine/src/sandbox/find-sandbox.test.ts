import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { findSandbox } from "./find-sandbox.ts";
import { DEFAULT_SANDBOX_LIMITS } from "./sandbox.ts";

/** Searches a sandbox whose program is that script; without one there is no program. */
async function search(script: string | undefined, workspace = "/usr") {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  if (script !== undefined) {
    await writeFile(join(folder, "bwrap"), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, "bwrap"), 0o755);
  }
  const places = {
    workspace,
    home: "/nonexistent",
    path: [],
    hidden: [],
    readable: [],
    guarded: [],
    writable: [],
  };
  const limits = DEFAULT_SANDBOX_LIMITS;
  return await findSandbox({ places, limits, network: true, platform: "linux", folders: [folder] });
}

describe("the search for a sandbox", () => {
  it("finds one whose program works", async () => {
    const found = await search("exit 0");
    expect(found).toMatchObject({ network: true, sandbox: { name: "bubblewrap" } });
  });

  it("does without what an older version cannot do", async () => {
    const found = await search('case "$*" in *--disable-userns*) exit 1;; esac');
    expect(found.sandbox?.confine({ file: "ls", args: [] }, { network: false }).args).not.toContain(
      "--disable-userns",
    );
  });

  it("names the package where there is none", async () => {
    expect(await search(undefined)).toEqual({ reason: expect.stringContaining("apt install bubblewrap") });
  });

  it("returns the error text of a sandbox that does not work, as in a container", async () => {
    const { reason } = (await search("echo 'bwrap: No permissions to create new namespace' >&2; exit 1")) as {
      reason: string;
    };
    expect(reason).toContain("bwrap: No permissions to create new namespace");
    expect(reason).toContain("containers");
  });

  it("confines nothing to the root folder", async () => {
    expect(await search("exit 0", "/")).toEqual({ reason: expect.stringContaining("root folder") });
  });

  it("has none for other systems", async () => {
    const places = {
      workspace: "C:\\work",
      home: "C:\\",
      path: [],
      hidden: [],
      readable: [],
      guarded: [],
      writable: [],
    };
    const found = findSandbox({ places, limits: DEFAULT_SANDBOX_LIMITS, network: false, platform: "win32" });
    expect(await found).toEqual({ reason: "There is no sandbox for win32." });
  });
});
