import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createSandboxedFolder, describeInSandbox } from "./support/sandboxed-folder.ts";

const NODE = `"${process.execPath}"`;

describeInSandbox("the limits of a command in the sandbox", () => {
  it("bound its processes and threads", async () => {
    const workspace = await createSandboxedFolder({ maxProgramProcesses: 64 });
    const command = "n=0; while [ $n -lt 200 ]; do sleep 30 & n=$((n + 1)); done; echo started all; wait";
    const { result, isError } = await workspace.call("run_command", { command, timeoutMs: 60_000 });
    expect(isError).toBe(true);
    // Root is not counted by the kernel: then the server ends the command.
    if (process.getuid?.() === 0) {
      expect(result).toMatch(
        /\(Ended because it had more than 64 processes and threads \(limit maxProgramProcesses\)\.\)$/,
      );
    } else expect(result).toMatch(/fork/i);
  });

  it("end a fork bomb with all that it has started", async () => {
    const workspace = await createSandboxedFolder({ maxProgramProcesses: 64 });
    // Bounded by itself as well, where the sandbox fails.
    const most = 20_000;
    await workspace.file(
      "bomb.sh",
      `echo x >> count; [ $(wc -l < count) -gt ${most} ] && exit; setsid sh bomb.sh & setsid sh bomb.sh & wait`,
    );
    const { result } = await workspace.call("run_command", { command: "sh bomb.sh", timeoutMs: 60_000 });
    expect(result).toMatch(/Ended because it had more than 64 processes|fork/);
    const sizeNow = () => statSync(join(workspace.root, "count")).size;
    let size = -1;
    const isStill = () => {
      const before = size;
      size = sizeNow();
      return size === before;
    };
    // On a busy machine the last ones take a moment to end.
    await expect.poll(isStill, { interval: 300 }).toBe(true);
    expect(size).toBeLessThan(most * "x\n".length);
  });

  it("bound the memory of one process", async () => {
    const workspace = await createSandboxedFolder({ maxProgramMebibytes: 512 });
    const script =
      "const kept = []; for (let i = 0; i < 200; i++) kept.push(Buffer.alloc(10_000_000, 1)); console.log('kept all')";
    const { result, isError } = await workspace.call("run_command", { command: `${NODE} -e "${script}"` });
    expect(isError).toBe(true);
    expect(result).not.toContain("kept all");
  });

  it("bound the memory of all processes together", async () => {
    const workspace = await createSandboxedFolder({ maxProgramMebibytes: 512 });
    const script = "const kept = Buffer.alloc(250_000_000, 1); setTimeout(() => kept, 60_000)";
    const command = `for i in 1 2 3 4; do ${NODE} -e "${script}" & done; wait`;
    const { result } = await workspace.call("run_command", { command });
    expect(result).toMatch(
      /\(Ended because its processes took more than 512 MiB of memory \(limit maxProgramMebibytes\)\.\)$/,
    );
  });

  it("let processes share memory, which counts once", async () => {
    const workspace = await createSandboxedFolder({ maxProgramMebibytes: 400 });
    // Each Node has the same code in memory; together they would count as more than they take.
    const command = `for i in 1 2 3 4 5 6; do ${NODE} -e "setTimeout(() => 1, 1500)" & done; wait; echo done`;
    expect(await workspace.result("run_command", { command })).toBe("done\n(Exit code 0.)");
  });

  it("bound the size of a file", async () => {
    const workspace = await createSandboxedFolder({ maxProgramFileMebibytes: 1 });
    const command = "head -c 3000000 /dev/zero > big; exec head -c 3000000 /dev/zero > big";
    expect(await workspace.result("run_command", { command })).toMatch(/maxProgramFileMebibytes/);
    expect(statSync(join(workspace.root, "big")).size).toBe(1_048_576);
  });

  it("bound the temporary folder, the home folder and shared memory", async () => {
    const workspace = await createSandboxedFolder({ maxProgramTemporaryMebibytes: 1 });
    const command =
      'for d in /tmp "$HOME" /dev/shm /var/tmp; do head -c 3000000 /dev/zero > $d/big 2>/dev/null; wc -c < $d/big; done';
    expect(await workspace.result("run_command", { command })).toMatch(/^(1048576\n){4}/);
  });

  it.each([
    ["files", 'for d in /tmp /var/tmp /dev/shm "$HOME"; do head -c 90M /dev/zero > $d/big; done'],
    ["many empty files", "cd /tmp && seq 1 600000 | xargs touch"],
  ])("count the memory that temporary folders take: %s", async (_, fill) => {
    const workspace = await createSandboxedFolder({ maxProgramMebibytes: 256 });
    const command = `${fill}; sleep 2; echo still there`;
    const { result } = await workspace.call("run_command", { command, timeoutMs: 60_000 });
    expect(result).toMatch(/^\(Ended because its processes took more than 256 MiB of memory/);
  });

  it("bound the processor time of a process", async () => {
    const workspace = await createSandboxedFolder({ maxCommandCpuSeconds: 1 });
    const text = await workspace.result("run_command", { command: "while :; do :; done", timeoutMs: 60_000 });
    expect(text).toMatch(/^\(Exit code 152, as by SIGXCPU: .*maxCommandCpuSeconds\.\)$/);
  });

  it("cannot be raised by the command", async () => {
    const workspace = await createSandboxedFolder({ maxProgramFileMebibytes: 1 });
    const command = "ulimit -f unlimited || echo refused; ulimit -f";
    expect(await workspace.result("run_command", { command })).toMatch(/refused\n2048\n/);
  });
});
