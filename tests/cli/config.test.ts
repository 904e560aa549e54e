import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "./cli-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The rows that `--print-config` printed, by option. */
function rowsOf(stdout: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    stdout.split("\n").map((line) => [line.split(/\s/, 1)[0] ?? "", line.split(/\s{2,}/).slice(1)]),
  );
}

async function folderWith(json: string): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "aiwhisperer.config.json"), json);
  return folder;
}

describe("aiwhisperer serve --print-config", () => {
  it("shows that a flag goes before a variable, a variable before the file, and the file before the default", async () => {
    const cwd = await folderWith(
      JSON.stringify({
        port: 1,
        model: "demo",
        maxBatch: 7,
        maxFrameBytes: 5000,
        dataDir: "logs",
        allowHost: ["A.example"],
      }),
    );
    const env = { AIWHISPERER_PORT: "2", AIWHISPERER_MAX_BATCH: "8", AIWHISPERER_HOST: "" };
    const { code, stdout, stderr } = await runCli(["serve", "--print-config", "--port", "3"], { cwd, env });
    const rows = rowsOf(stdout);
    const file = join(cwd, "aiwhisperer.config.json");
    const note = `${file} was not confirmed: a start asks first. \`aiwhisperer trust\` confirms it.\n`;
    expect({ code, stderr }).toEqual({ code: 0, stderr: note });
    expect(rows.get("port")).toEqual(["3", "--port"]);
    expect(rows.get("maxBatch")).toEqual(["8", "AIWHISPERER_MAX_BATCH"]);
    expect(rows.get("maxFrameBytes")).toEqual(["5000", `${file}: "maxFrameBytes"`]);
    expect(rows.get("dataDir")).toEqual([join(cwd, "logs"), `${file}: "dataDir"`]);
    expect(rows.get("allowHost")).toEqual(["a.example", `${file}: "allowHost"`]);
    expect(rows.get("host")).toEqual(["127.0.0.1", "default"]);
  });

  it("turns a switch off that is on by default, by flag, variable and file", async () => {
    const cwd = await folderWith(JSON.stringify({ tools: false }));
    const print = async (args: readonly string[], env: Readonly<Record<string, string>>, folder?: string) => {
      const options = { env, ...(folder === undefined ? {} : { cwd: folder }) };
      return rowsOf((await runCli(["serve", "--print-config", ...args], options)).stdout).get("tools");
    };
    expect(await print([], {})).toEqual(["true", "default"]);
    expect(await print(["--no-tools"], { AIWHISPERER_TOOLS: "true" })).toEqual(["false", "--no-tools"]);
    expect(await print([], { AIWHISPERER_TOOLS: "false" })).toEqual(["false", "AIWHISPERER_TOOLS"]);
    expect(await print([], {}, cwd)).toEqual(["false", `${join(cwd, "aiwhisperer.config.json")}: "tools"`]);
  });

  it("never shows a key, nor an address with a password in it", async () => {
    const env = {
      OPENAI_API_KEY: "sk-secret",
      OPENAI_BASE_URL: "https://ann:secret@proxy.example/v1",
      OLLAMA_BASE_URL: "http://127.0.0.1:11434",
    };
    const { stdout } = await runCli(["serve", "--print-config"], { env });
    const rows = rowsOf(stdout);
    expect(stdout).not.toContain("secret");
    expect(rows.get("OPENAI_API_KEY")).toEqual(["(set, not shown)", "variable"]);
    expect(rows.get("OPENAI_BASE_URL")).toEqual(["(set, not shown)", "variable"]);
    expect(rows.get("OLLAMA_BASE_URL")).toEqual(["http://127.0.0.1:11434", "variable"]);
  });
});

describe("a configuration that cannot be used", () => {
  it("is reported whole, each mistake with its source and what is allowed", async () => {
    const cwd = await folderWith(
      JSON.stringify({ prot: 1, durability: "half", maxBatch: "64", allowOrigin: "https://a.example" }),
    );
    const args = ["serve", "--port", "70000", "--allow-host", "http://a.example", "--log-level", "loud"];
    const { code, stdout, stderr } = await runCli(args, {
      cwd,
      env: { AIWHISPERER_PING_INTERVAL_MS: "1.5" },
    });
    const file = join(cwd, "aiwhisperer.config.json");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trimEnd().split("\n").sort()).toEqual(
      [
        `${file}: there is no option "prot"; did you mean "port"?`,
        `${file}: "durability": "half" is not one of full, normal, none`,
        `${file}: "maxBatch": "64" is not a whole number from 1 to 1000000000`,
        `${file}: "allowOrigin": "https://a.example" is not a list of texts`,
        'AIWHISPERER_PING_INTERVAL_MS: "1.5" is not a whole number of milliseconds from 100 to 2147483647',
        '--port: "70000" is not a whole number from 0 to 65535',
        '--allow-host: "http://a.example" is not a host name without scheme and port, such as chat.example.com',
        '--log-level: "loud" is not one of trace, debug, info, warn, error, fatal, silent',
      ].sort(),
    );
  });

  it("is a named file that is not there, or is not JSON", async () => {
    const cwd = await folderWith("{ port: 1 }");
    const missing = await runCli(["serve", "--print-config", "--config", "other.json"], { cwd });
    const broken = await runCli(["serve", "--print-config"], { cwd });
    expect(missing).toMatchObject({
      code: 1,
      stderr: `${join(cwd, "other.json")}: there is no such configuration file\n`,
    });
    expect(broken.code).toBe(1);
    expect(broken.stderr).toMatch(/aiwhisperer\.config\.json: the file is not JSON \(.+\)\n$/);
  });

  it("is a size of the log's file where the log has none", async () => {
    for (const [option, value] of [
      ["--durability", "none"],
      ["--log", "memory"],
    ] as const) {
      const args = [option, value, "--max-log-bytes", "1000000"];
      const { code, stderr } = await runCli(["serve", "--print-config", ...args]);
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: `--max-log-bytes: a log in memory has no file (${option}: ${value}); bound it with --max-stored-bytes\n`,
      });
    }
  });

  it("is a tool with two policies", async () => {
    const args = ["--tool-policy", "run_command=deny", "--tool-policy", "run_command=allow"];
    const { code, stderr } = await runCli(["serve", "--print-config", ...args]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "--tool-policy: run_command has more than one policy\n",
    });
  });

  it("is a usual time of commands that is longer than the longest", async () => {
    const args = ["--command-timeout-ms", "2000", "--max-command-timeout-ms", "1000"];
    const { code, stderr } = await runCli(["serve", "--print-config", ...args]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        "--command-timeout-ms: 2000 is more than maxCommandTimeoutMs allows (--max-command-timeout-ms: 1000)\n",
    });
  });

  it("names the flag that was nearly right, and the variable", async () => {
    const flag = await runCli(["serve", "--prot", "1"]);
    const variable = await runCli(["serve", "--print-config"], { env: { AIWHISPERER_PROT: "1" } });
    expect(flag.code).toBe(1);
    expect(flag.stderr).toContain("Did you mean --port?");
    expect(variable).toMatchObject({
      code: 0,
      stderr: "AIWHISPERER_PROT is no option and is ignored. Did you mean AIWHISPERER_PORT?\n",
    });
  });
});
