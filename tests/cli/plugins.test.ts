import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "./cli-process.ts";
import { startServing } from "./spawn-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A file with the source of a module. */
async function moduleOf(source: string): Promise<string> {
  const file = join(await temporaryFolder(), "plugin.ts");
  await writeFile(file, source);
  return file;
}

/** A plug-in with a tool, a delegate that writes what it hears, and a handler for the end. */
const GREETER = `
import { appendFileSync } from "node:fs";
const heard = new URL("./heard.txt", import.meta.url);
export const plugin = {
  name: "greeter",
  register(host: { delegates: any; addTool(tool: object): void; onClose(close: () => void): void }) {
    host.addTool({
      name: "greet",
      description: "Greets a person.",
      inputSchema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
      effect: "read",
      isRepeatable: true,
      run: async (args: { name: string }) => ({ result: "Good day, " + args.name + "!" }),
    });
    host.delegates.register({
      name: "greeter",
      events: ["engine_started", "ai_loop.tool_call.identified"],
      handle: (event: { name: string }) => appendFileSync(heard, event.name + "\\n"),
    });
    host.onClose(() => appendFileSync(heard, "closed\\n"));
  },
};
`;

/** A plug-in with a model that answers with the message in capitals. */
const SHOUTER = (id: string) => `
export const plugin = {
  name: "shouter",
  register(host: { addModel(model: object): void }) {
    host.addModel({
      id: "${id}",
      async *stream({ messages }: { messages: { text: string }[] }) {
        yield { type: "delta", channel: "final", text: messages.at(-1)?.text.toUpperCase() };
        yield { type: "finish", reason: "stop", usage: {} };
      },
    });
  },
};
`;

/** A plug-in with a kind of task: it returns its input backwards. */
const BACKWARDS = (name: string) => `
export const plugin = {
  name: "backwards",
  register(host: { addTaskKind(kind: object): void }) {
    host.addTaskKind({
      name: "${name}",
      isRepeatable: true,
      check: ({ inputs = {} }: { inputs?: object }) =>
        "text" in inputs ? [] : [{ path: "/inputs", message: "It needs an input called text." }],
      describeSession: () => undefined,
      run: async ({ inputs }: { inputs: Map<string, { result: string }> }) => ({
        result: [...(inputs.get("text")?.result ?? "")].reverse().join(""),
      }),
    });
  },
};
`;

describe("a plug-in of aiwhisperer serve", () => {
  it("adds a tool and a delegate, is named at the start, and closed at the end", async () => {
    const file = await moduleOf(GREETER);
    const { cli, url } = await startServing(["--plugin", file]);
    expect(cli.stdout).toMatch(/^ {2}plug-ins greeter$/m);
    const { stdout, stderr } = await runCli(["chat", "--url", url, 'call greet {"name": "Ann"}']);
    expect(stderr).toBe("● greet Ann … Good day, Ann!\n");
    expect(stdout).toContain("Good day, Ann!");
    const tools = await runCli(["chat", "--url", url, "--interactive"], { input: "/tools\n" });
    expect(tools.stdout).toMatch(/^ {2}greet +reads +runs without asking +plugin:greeter$/m);
    cli.kill("SIGTERM");
    expect((await cli.ended).code).toBe(0);
    const heard = await readFile(join(file, "../heard.txt"), "utf8");
    expect(heard).toBe("engine_started\nai_loop.tool_call.identified\nclosed\n");
  });

  it("adds a kind of task, which plans run and check as they do the server's own", async () => {
    const { url } = await startServing(["--plugin", await moduleOf(BACKWARDS("backwards"))]);
    const file = join(await temporaryFolder(), "plan.json");
    const run = async (inputs: object) => {
      const say = { id: "say", kind: "ai_interaction", instructions: "repeat drawer" };
      const tasks = [say, { id: "turn", kind: "backwards", inputs }];
      await writeFile(file, JSON.stringify({ name: "turned", tasks }));
      return runCli(["plan", "run", file, "--url", url]);
    };
    expect(await run({})).toMatchObject({
      code: 1,
      stderr: `${file}: /tasks/1/inputs: It needs an input called text.\n`,
    });
    const { code, stdout } = await run({ text: "say" });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ turn {2}completed {2}reward$/m);
  });

  it("adds a model, which is listed, answers where a session asks for it, and can be the default", async () => {
    const file = await moduleOf(SHOUTER("acme:shouter"));
    const { url } = await startServing(["--plugin", file]);
    const listed = await runCli(["chat", "--url", url, "--interactive"], { input: "/models\n" });
    expect(listed.stdout).toMatch(/acme:shouter/);
    const chosen = await runCli(["chat", "--url", url, "--model", "acme:shouter", "good day"]);
    expect(chosen.stdout).toBe("GOOD DAY\n");
    const { cli, url: other } = await startServing(["--plugin", file, "--model", "acme:shouter"]);
    expect(cli.stdout).toMatch(/^ {2}model {4}acme:shouter$/m);
    expect((await runCli(["chat", "--url", other, "hello"])).stdout).toBe("HELLO\n");
  });

  it.each([
    ["demo", "the model demo is there already"],
    ["openai:gpt-5", "the model openai:gpt-5 has the name of the provider openai"],
  ])("cannot add a model named %s", async (id, reason) => {
    const dataDir = await temporaryFolder();
    const args = [
      "serve",
      "--trust-local",
      "--port",
      "0",
      "--data-dir",
      dataDir,
      "--plugin",
      await moduleOf(SHOUTER(id)),
    ];
    expect(await runCli(args)).toMatchObject({
      code: 1,
      stdout: "",
      stderr: `The plug-ins cannot be used: ${reason}.\n`,
    });
  });

  it("cannot add a kind of task whose name is taken", async () => {
    const file = await moduleOf(BACKWARDS("no_op"));
    const dataDir = await temporaryFolder();
    const args = ["serve", "--trust-local", "--port", "0", "--data-dir", dataDir, "--plugin", file];
    expect(await runCli(args)).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "The plug-ins cannot be used: the task kind no_op is there already.\n",
    });
  });

  it.each([
    ["no export of that name", "export const other = 1;", "the plug-in has no export named plugin"],
    ["an export of another form", "export const plugin = { name: 'x' };", "the export named plugin is none"],
    [
      "a fault when it is loaded",
      "throw new Error('no luck');",
      "the plug-in cannot be loaded.\nError: no luck",
    ],
    [
      "a fault when it registers",
      "export const plugin = { name: 'x', async register() { throw new Error('no luck'); } };",
      "The plug-in x could not be registered.\nError: no luck",
    ],
  ])("with %s keeps the server from starting, and it is said why", async (_case, source, text) => {
    const file = await moduleOf(source);
    const dataDir = await temporaryFolder();
    const { code, stdout, stderr } = await runCli([
      "serve",
      "--trust-local",
      "--port",
      "0",
      "--data-dir",
      dataDir,
      "--plugin",
      file,
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(text);
  });

  it("must be there, and have a name of its own", async () => {
    const missing = await runCli(["serve", "--port", "0", "--plugin", "/nowhere/plugin.ts"]);
    expect(missing).toMatchObject({ code: 1, stderr: "/nowhere/plugin.ts: there is no such plug-in.\n" });
    const file = await moduleOf(GREETER);
    const twin = await moduleOf(GREETER);
    const twice = await runCli(["serve", "--port", "0", "--plugin", file, "--plugin", twin]);
    expect(twice).toMatchObject({ code: 1, stderr: `${twin}: there is another plug-in named greeter.\n` });
  });
});
