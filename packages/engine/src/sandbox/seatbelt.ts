import type { Sandbox, SandboxLimits, SandboxPlaces } from "./sandbox.ts";
import { seatbeltProfile } from "./seatbelt-profile.ts";

/** The program of macOS that starts others in a sandbox. */
export const SANDBOX_EXEC = "/usr/bin/sandbox-exec";

/**
 * Confines programs with Seatbelt, the sandbox of macOS. It has no processes of its own: what leaves the
 * process group of a command outlives it.
 */
export function createSeatbelt(places: SandboxPlaces, limits: SandboxLimits): Sandbox {
  return {
    name: "Seatbelt",
    places,
    limits,
    hasOwnProcesses: false,
    confine: ({ file, args }, { network }) => ({
      file: SANDBOX_EXEC,
      args: ["-p", seatbeltProfile(places, network), file, ...args],
    }),
  };
}
