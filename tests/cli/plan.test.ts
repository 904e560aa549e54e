import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient, type Plan, PlanStatus, TaskFailureAction, ToolDecision } from "@aiwhisperer/client";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type CliProcess, runCli, startCli } from "./cli-process.ts";
import { atPseudoTerminal, SCRIPT } from "./pseudo-terminal.ts";
import { type SpawnedServer, spawnServer, startServing } from "./spawn-server.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

const ID = /[\da-f]{8}-[\da-f-]{27}/;
const CTRL_C = "\u0003";

let folder: string;
let server: SpawnedServer;
beforeAll(async () => {
  folder = await makeTemporaryFolder();
  server = await spawnServer(["--workspace", folder]);
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** A file with a plan. */
async function planFile(plan: Plan): Promise<string> {
  const file = join(folder, `${plan.name}.json`);
  await writeFile(file, JSON.stringify(plan));
  return file;
}

const ask = (id: string, instructions: string, dependsOn: readonly string[] = []) =>
  ({ id, kind: "ai_interaction", instructions, dependsOn: [...dependsOn] }) as const;

const plan = (args: readonly string[]) => runCli(["plan", ...args, "--url", server.url]);

function startPlan(args: readonly string[]): CliProcess {
  return startCli(["plan", ...args, "--url", server.url]);
}

describe("aiwhisperer plan run", () => {
  it("reports every change of every task, with its result, and ends with 0", async () => {
    const tasks = [ask("count", "count to 3"), ask("say", "repeat done", ["count"])];
    const { code, stdout, stderr } = await plan(["run", await planFile({ name: "trip", tasks })]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.replaceAll(new RegExp(ID, "g"), "ID").trimEnd().split("\n");
    expect(lines).toEqual([
      "trip ID running, 0 of 2 tasks ended",
      "● count  running",
      expect.stringMatching(/^✓ count {2}completed {2}1, 2, 3/),
      "● say    running",
      "✓ say    completed  done",
      "trip ID completed, 2 of 2 tasks ended",
    ]);
  });

  it("calls tasks by their titles, and says what of the plan is not known and ignored", async () => {
    const tasks = [{ ...ask("t1", "repeat done"), title: "Say it is done", colour: "red" }];
    const file = await planFile({ name: "titled", tasks, author: "me" } as Plan);
    const { code, stdout, stderr } = await plan(["run", file]);
    expect(code).toBe(0);
    expect(stderr).toBe(
      `${file}: /tasks/0/colour: not known, ignored\n${file}: /author: not known, ignored\n`,
    );
    expect(stdout).toContain("✓ Say it is done  completed  done");
    expect(stdout).not.toContain("t1");
    const shown = await plan(["status", file]);
    expect(shown.stdout).toContain("✓ Say it is done  completed  done");
  });

  it("refuses a plan with a misspelt member, and suggests the right one", async () => {
    const tasks = [ask("a", "repeat a"), { ...ask("b", "repeat b"), depends_on: ["a"] }];
    const file = await planFile({ name: "misspelt", tasks } as Plan);
    expect(await plan(["run", file])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining(
        `${file}: /tasks/1/depends_on: There is no such member. Did you mean "dependsOn"?`,
      ),
    });
  });

  it("says of a plan that continued after a failure that it is completed with failed tasks", async () => {
    const tasks = [
      { ...ask("wrong", "fail with 401"), onFailure: TaskFailureAction.Continue },
      ask("after", "repeat still here", ["wrong"]),
    ];
    const { code, stdout } = await plan(["run", await planFile({ name: "goes-on", tasks })]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^goes-on .* completed, 2 of 2 tasks ended, 1 failed$/m);
  });

  it("ends with 1 when the plan fails, and says why", async () => {
    const tasks = [ask("wrong", "fail with 401"), ask("after", "repeat never", ["wrong"])];
    const { code, stdout } = await plan(["run", await planFile({ name: "fails", tasks })]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ wrong {2}failed .*key was not accepted/m);
    expect(stdout).toMatch(/^– after {2}skipped/m);
    expect(stdout).toMatch(/^fails .* failed/m);
  });

  it("reports all that is wrong with a plan, each with its place, and starts nothing", async () => {
    const shape = { name: "shape", tasks: [{ id: "a", kind: 1 }, { kind: "no_op" }] } as unknown as Plan;
    const shapeFile = await planFile(shape);
    const wrong = await plan(["run", shapeFile]);
    expect(wrong).toMatchObject({ code: 1, stdout: "" });
    const lines = wrong.stderr.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(`${shapeFile}: /tasks/0/kind: `);
    expect(lines[1]).toMatch(`${shapeFile}: /tasks/1/id: `);
    const tasks = [ask("a", "x", ["b"]), ask("b", "y", ["a"])];
    const circleFile = await planFile({ name: "circle", tasks });
    const circle = await plan(["run", circleFile]);
    expect(circle).toMatchObject({ code: 1, stdout: "" });
    expect(circle.stderr).toBe(
      `${circleFile}: /tasks/0/dependsOn: The tasks depend on each other in a circle: a → b → a.\n`,
    );
  });

  it("says that its file is missing, or no plan", async () => {
    expect((await plan(["run", "nowhere.json"])).stderr).toMatch(/nowhere\.json: the plan cannot be read/);
    const file = join(folder, "list.json");
    await writeFile(file, "[]");
    expect((await plan(["run", file])).stderr).toBe(
      `${file}: a plan is one JSON object with a name and tasks.\n`,
    );
    await writeFile(file, "{");
    expect((await plan(["run", file])).stderr).toMatch(/list\.json: the plan is not JSON/);
  });

  it("stops the plan on Ctrl-C and ends as a stopped program does", async () => {
    const tasks = [ask("long", "slowly count to 500"), ask("later", "repeat never", ["long"])];
    const cli = startPlan(["run", await planFile({ name: "stopped", tasks })]);
    await cli.waitFor(/● long {3}running/);
    cli.kill("SIGINT");
    expect((await cli.ended).code).toBe(130);
    expect(cli.stderr).toContain("The plan is being stopped.");
    expect(cli.stdout).toMatch(/^– later {2}skipped[\s\S]*^stopped .* stopped/m);
  });

  it("leaves at once on a second Ctrl-C, also where the server does not answer", async () => {
    const own = await startServing();
    const cli = startCli(["plan", "run", await planFile(slowPlan("left")), "--url", own.url]);
    await cli.waitFor(/● long/);
    own.cli.kill("SIGSTOP");
    cli.kill("SIGINT");
    await cli.waitFor(/The plan is being stopped/, "stderr");
    const pace = startCli(["chat", "--url", server.url, "slowly count to 500"]);
    let isEnded = false;
    const ended = cli.ended.finally(() => {
      isEnded = true;
    });
    // What comes within half a second is the same key press; the first request after it ends the program.
    for (let number = 1; !isEnded; number += 1) {
      await Promise.race([pace.waitFor(new RegExp(`\\b${number}, `)), ended]);
      cli.kill("SIGINT");
    }
    expect((await ended).code).toBe(130);
    own.cli.kill("SIGCONT");
  });

  it("decides about its tools by --approve", async () => {
    const tasks = [ask("one", "write by-plan.txt: planned")];
    const { code } = await plan(["run", "--approve", "writes", await planFile({ name: "rule", tasks })]);
    expect(code).toBe(0);
    expect(await readFile(join(folder, "by-plan.txt"), "utf8")).toBe("planned");
  });

  it("says which task waits for a decision if no one can be asked, and continues once another client has decided", async () => {
    const cli = startPlan([
      "run",
      await planFile({ name: "asks", tasks: [ask("one", "write asked.txt: x")] }),
    ]);
    const [note] = await cli.waitFor(/Task one:\n[\s\S]*waits for a decision.*\n/, "stderr");
    const client = createClient({ url: server.wsUrl });
    onTestFinished(() => client.close());
    const session = await client.attachSession(ID.exec(note)?.[0] ?? "");
    await session.until(({ pendingApprovals }) => pendingApprovals.length > 0);
    await session.decide(session.state.pendingApprovals[0]!.toolCallId, ToolDecision.AllowOnce);
    expect((await cli.ended).code).toBe(0);
    expect(existsSync(join(folder, "asked.txt"))).toBe(true);
  });

  it("continues its progress when the server is killed and restarted", async () => {
    const first = await startServing();
    const tasks = [ask("first", "repeat one"), ask("long", "slowly count to 12", ["first"])];
    const cli = startCli(["plan", "run", await planFile({ name: "killed", tasks }), "--url", first.url]);
    await cli.waitFor(/● long/);
    first.cli.kill("SIGKILL");
    await first.cli.ended;
    await cli.waitFor(/Trying again/, "stderr");
    startCli(["serve", "--trust-local", "--port", new URL(first.url).port, "--data-dir", first.dataDir]);
    expect((await cli.ended).code).toBe(0);
    expect(cli.stdout).toMatch(/✓ long {3}completed .*11, 12/);
    expect(cli.stdout.match(/● first/g)).toHaveLength(1);
  });
});

/** A plan that is started without the command line. */
async function startBySdk(definition: Plan) {
  const client = createClient({ url: server.wsUrl });
  onTestFinished(() => client.close());
  const handle = await client.startPlan(definition);
  return { planId: handle.planId, get: () => handle.get(), stop: () => handle.stop() };
}

function slowPlan(name: string): Plan {
  return { name, tasks: [ask("long", "slowly count to 500"), ask("later", "repeat x", ["long"])] };
}

describe("looking after a plan", () => {
  it("finds the newest run of a file, and any by its id", async () => {
    const file = await planFile(slowPlan("twice"));
    const [older, newer] = [await startBySdk(slowPlan("twice")), await startBySdk(slowPlan("twice"))];
    expect((await plan(["status", file])).stdout).toMatch(`twice ${newer.planId} running`);
    const { stdout } = await plan(["status", older.planId, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ planId: older.planId, tasks: [{ taskId: "long" }, {}] });
    await Promise.all([older.stop(), newer.stop()]);
  });

  it("pauses a plan, lets it go on, and stops it", async () => {
    const { planId, get } = await startBySdk(slowPlan("steered"));
    expect(await plan(["pause", planId])).toMatchObject({ code: 0, stderr: `Plan ${planId} is paused.\n` });
    expect((await plan(["status", planId])).stdout).toMatch(
      / paused.*\n‖ long {3}paused\n○ later {2}pending\n$/,
    );
    await plan(["resume", planId]);
    expect((await get()).status).toBe(PlanStatus.Running);
    await plan(["stop", planId]);
    expect((await get()).status).toBe(PlanStatus.Stopped);
  });

  it("shows a plan that was left until it has ended", async () => {
    const tasks = [ask("count", "count to 3")];
    const { code, stdout } = await plan(["run", "--detach", await planFile({ name: "followed", tasks })]);
    expect(code).toBe(0);
    const followed = await plan(["status", "--follow", stdout.trim()]);
    expect(followed.code).toBe(0);
    expect(followed.stdout).toMatch(/^✓ count {2}completed {2}1, 2, 3/m);
    expect(followed.stdout).toMatch(`followed ${stdout.trim()} completed`);
  });

  it("says that there is no such plan", async () => {
    expect(await plan(["status", "nope"])).toMatchObject({ code: 1, stderr: "There is no plan nope.\n" });
    const file = await planFile({ name: "unknown", tasks: [ask("a", "repeat a")] });
    const unknown = await plan(["status", file]);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain("no plan has been started with what this file has now");
  });
});

describe.skipIf(!existsSync(SCRIPT) && !process.env.CI)(
  "aiwhisperer plan run at a terminal (skipped where util-linux's script is missing)",
  () => {
    it("draws its tasks in their place, and asks about their tools below", async () => {
      const tasks = [ask("one", "write drawn.txt: x"), ask("two", "repeat done", ["one"])];
      const file = await planFile({ name: "drawn", tasks });
      const cli = atPseudoTerminal(["plan", "run", file, "--url", server.url]);
      await cli.waitFor(/Task one:[\s\S]*Allow\? [^?]*: $/);
      cli.write("y\r");
      expect((await cli.ended).code).toBe(0);
      const screens = cli.stdout.split("\u001b[J");
      expect(screens.at(-1)).toMatch(
        /completed, 2 of 2[\s\S]*✓ one {2}completed[\s\S]*✓ two {2}completed {2}done/,
      );
      expect(cli.stdout).toContain("\u001b[3A");
    });

    it("stops the plan on Ctrl-C at a question", async () => {
      const file = await planFile({ name: "question", tasks: [ask("one", "write undone.txt: x")] });
      const cli = atPseudoTerminal(["plan", "run", file, "--url", server.url]);
      await cli.waitFor(/Allow\? [^?]*: $/);
      cli.write(CTRL_C);
      expect((await cli.ended).code).toBe(130);
      expect(existsSync(join(folder, "undone.txt"))).toBe(false);
    });
  },
);
