import { describe, expect, it } from "vitest";
import { DEFAULT_SANDBOX_LIMITS } from "./sandbox.ts";
import { createSeatbelt, seatbeltProfile } from "./seatbelt-profile.ts";

const places = {
  workspace: "/Users/ann/work",
  home: "/Users/ann",
  path: ["/opt/homebrew/bin"],
  hidden: ["/Users/ann/work/.aiwhisperer"],
  readable: ["/Users/ann/shared"],
  guarded: ["/Users/ann/work/plugin.ts"],
  writable: ["/Users/ann/.cache"],
};

/** Line of the last rule for an operation that names a path. */
function lastRule(profile: string, operation: string, path: string): string | undefined {
  const lines = profile.split("\n");
  const line = lines.findLast(
    (each) => (each.includes(operation) || each.includes("default")) && each.includes(`(subpath "${path}")`),
  );
  return line?.slice(0, line.indexOf(" (subpath"));
}

describe("a Seatbelt profile", () => {
  const profile = seatbeltProfile(places, false);

  it("makes the workspace writable and the rest read-only", () => {
    expect(profile).toMatch(/^\(version 1\)\n\(allow default\)\n\(deny file-write\* \(subpath "\/"\)\)\n/);
    expect(lastRule(profile, "file-write*", "/Users/ann/work")).toBe("(allow file-read* file-write*");
    expect(lastRule(profile, "file-write*", "/Users/ann/.cache")).toBe("(allow file-read* file-write*");
  });

  it("hides the home folder, but not its programs", () => {
    expect(lastRule(profile, "file-read", "/Users/ann")).toBe("(deny file-read-data");
    expect(lastRule(profile, "file-read", "/Users/ann/.nvm")).toBe("(allow file-read*");
    expect(lastRule(profile, "file-read", "/Users/ann/shared")).toBe("(allow file-read*");
  });

  it.each([".ssh", ".aws", "Library/Keychains", "Library/Application Support/aiwhisperer"])(
    "hides keys: %s",
    (name) => {
      expect(lastRule(profile, "file-read", `/Users/ann/${name}`)).toBe("(deny file-read* file-write*");
    },
  );

  it("hides the data folder in the workspace by a rule behind that of the workspace", () => {
    const hidden = profile.lastIndexOf('"/Users/ann/work/.aiwhisperer"');
    expect(hidden).toBeGreaterThan(profile.lastIndexOf('"/Users/ann/work")'));
    expect(lastRule(profile, "file-read", "/Users/ann/work/.aiwhisperer")).toBe(
      "(deny file-read* file-write*",
    );
  });

  it.each([".git/hooks", ".git/config", "aiwhisperer.config.json", ".envrc", "plugin.ts"])(
    "does not change %s",
    (name) => {
      expect(lastRule(profile, "file-write*", `/Users/ann/work/${name}`)).toBe("(deny file-write*");
    },
  );

  it("denies the network and other processes, and quotes paths", () => {
    expect(profile).toContain("\n(deny network*)");
    expect(profile).toContain("(deny process-info*)\n(allow process-info* (target self))");
    expect(seatbeltProfile(places, true)).not.toContain("network");
    expect(seatbeltProfile({ ...places, workspace: '/a "b"\\c' }, true)).toContain(
      '(subpath "/a \\"b\\"\\\\c")',
    );
  });

  it("is the argument of the program that applies it", () => {
    const sandbox = createSeatbelt(places, DEFAULT_SANDBOX_LIMITS);
    const { file, args } = sandbox.confine({ file: "/bin/sh", args: ["-c", "ls"] }, { network: false });
    expect([file, ...args]).toEqual(["/usr/bin/sandbox-exec", "-p", profile, "/bin/sh", "-c", "ls"]);
  });
});
