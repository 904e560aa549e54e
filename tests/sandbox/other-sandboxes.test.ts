import { expect, it } from "vitest";
import {
  DEFAULT_SANDBOX_LIMITS,
  type Program,
  type Sandbox,
} from "../../packages/engine/src/sandbox/sandbox.ts";
import { createWorkspaceFolder } from "../tools/workspace-folder.ts";
import { placesOf } from "./support/places-of.ts";
import { processesWith } from "./support/processes.ts";

/** A sandbox without processes of its own, as that of macOS, which confines a program by that. */
function sandboxOf(confine: (program: Program) => Program): Sandbox {
  const [places, limits] = [placesOf("/nonexistent", "/nonexistent"), DEFAULT_SANDBOX_LIMITS];
  return { name: "Seatbelt", places, limits, hasOwnProcesses: false, confine };
}

it("a command in a sandbox without processes of its own ends as its group does", async () => {
  const programs = { sandbox: sandboxOf((program) => program), network: false };
  const workspace = await createWorkspaceFolder({ programs, commandKillGraceMs: 50 });
  expect(await workspace.result("run_command", { command: "echo one; exit 3" })).toBe("one\n(Exit code 3.)");
  const mark = 4_000_000 + process.pid;
  const left = await workspace.result("run_command", { command: `sleep ${mark} & echo started` });
  expect(left).toBe("started\n(Exit code 0. Processes that it left in the background were ended.)");
  expect(processesWith(`${mark}`)).toEqual([]);
  const args = { command: `trap '' TERM; sleep ${mark}; sleep ${mark}`, timeoutMs: 300 };
  expect(await workspace.result("run_command", args)).toMatch(/^\(Ended after 300 ms/);
  expect(processesWith(`${mark}`)).toEqual([]);
});

it("a command whose sandbox cannot be set up fails with the reason, and does not run", async () => {
  const broken = sandboxOf(() => ({ file: "/bin/sh", args: ["-c", "echo cannot mount >&2; exit 1"] }));
  const workspace = await createWorkspaceFolder({ programs: { sandbox: broken, network: false } });
  await expect(workspace.call("run_command", { command: "echo ran" })).rejects.toThrow(
    "The sandbox could not be set up. cannot mount",
  );
});

it("a command whose sandbox is not there fails, and does not run", async () => {
  const missing = sandboxOf(() => ({ file: "/nonexistent/bwrap", args: [] }));
  const workspace = await createWorkspaceFolder({ programs: { sandbox: missing, network: false } });
  await expect(workspace.call("run_command", { command: "echo ran" })).rejects.toThrow(
    /^The sandbox could not be set up\. .*not found/,
  );
});
