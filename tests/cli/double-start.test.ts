import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, startCli } from "./cli-process.ts";
import { startServing } from "./spawn-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const serve = (dataDir: string, ...more: readonly string[]) => [
  ...["serve", "--trust-local", "--port", "0", "--data-dir", dataDir],
  ...more,
];

describe("a second start", () => {
  it("on a folder that is served refuses, names the process and its address, and leaves it alone", async () => {
    const first = await startServing();
    const chat = runCli(["chat", "--url", first.url, "slowly count to 40"]);
    const { code, stdout, stderr } = await runCli(serve(first.dataDir));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`process ${first.cli.pid}, ${first.url}`);
    expect(stderr).toContain("--take-over");
    expect(await chat).toMatchObject({ code: 0, stdout: expect.stringContaining("39, 40") });
  });

  it("on a port that is taken refuses before it opens or makes a log", async () => {
    const first = await startServing();
    const dataDir = join(await temporaryFolder(), "data");
    const port = new URL(first.url).port;
    const { code, stderr } = await runCli(["serve", "--port", port, "--data-dir", dataDir]);
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} of 127.0.0.1 is in use`);
    expect(existsSync(join(dataDir, "log.sqlite"))).toBe(false);
  });

  it("with --take-over ends the first with exit code 3 and resumes its turn", async () => {
    const first = await startServing();
    const chat = startCli(["chat", "--url", first.url, "--interactive"]);
    chat.write("slowly count to 60\n");
    await chat.waitFor(/1, 2, /);
    const second = startCli(serve(first.dataDir, "--take-over"));
    const [, url = ""] = await second.waitFor(/listens on (\S+)\n/);
    expect((await first.cli.ended).code).toBe(3);
    const after = await runCli(["chat", "--url", url, "--interactive"], {
      input: "/sessions\n/attach 2\nrepeat over\n",
    });
    expect(after.stdout).toContain("59, 60");
    expect(after.stdout).toContain("over");
    const third = await runCli(serve(first.dataDir));
    expect(third.stderr).toContain(`process ${second.pid}`);
  });

  it("after a kill begins at once", async () => {
    const first = await startServing();
    first.cli.kill("SIGKILL");
    await first.cli.ended;
    const second = startCli(serve(first.dataDir));
    await second.waitFor(/listens on/);
  });
});
