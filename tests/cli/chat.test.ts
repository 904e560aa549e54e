import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli, startCli } from "./cli-process.ts";
import { type SpawnedServer, spawnServer, startServing } from "./spawn-server.ts";

let server: SpawnedServer;
beforeAll(async () => {
  server = await spawnServer();
});
afterAll(async () => {
  await server.stop();
});

const chat = (args: readonly string[], input = "") =>
  runCli(["chat", "--url", server.url, ...args], { input });

describe("aiwhisperer chat with a message", () => {
  it("sends what is piped in as one message, and writes the answer and nothing else", async () => {
    const { code, stdout, stderr } = await chat([], "repeat one\n\ntwo\n");
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "one\n\ntwo\n", stderr: "" });
  });

  it("sends the words of the command line", async () => {
    expect(await chat(["repeat", "a", "b"])).toMatchObject({ code: 0, stdout: "a b\n", stderr: "" });
  });

  it("leaves the model's reasoning out of the output", async () => {
    expect(await chat(["think then repeat done"])).toMatchObject({ code: 0, stdout: "done\n", stderr: "" });
  });

  it("ends with 1 when the answer fails, and says why beside the part that came", async () => {
    const { code, stdout, stderr } = await chat(["fail half way"]);
    expect(code).toBe(1);
    expect(stdout).toBe("This answer has a beginning, and right in the middle of its second\n");
    expect(stderr).toBe(
      "The answer failed: The demonstration pretends that its answer broke off. Send it again.\n",
    );
  });

  it("continues a session that is named", async () => {
    const first = await chat(["--interactive"], "repeat first words\n");
    const [, sessionId = ""] = /^Session (\S+),/.exec(first.stdout) ?? [];
    const second = await chat(["--session", sessionId, "What did I say first?"]);
    expect(second.stdout).toContain("> repeat first words");
  });

  it("says which model or session there is not", async () => {
    const model = await chat(["--model", "openai:gpt-5-mini", "hi"]);
    const session = await chat(["--session", "nowhere", "hi"]);
    expect(model).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "The model openai:gpt-5-mini cannot be used. Set OPENAI_API_KEY to use OpenAI.\n",
    });
    expect(session).toMatchObject({ code: 1, stdout: "", stderr: "There is no such session.\n" });
  });

  it("says in one line how to start a server where there is none", async () => {
    const { code, stdout, stderr } = await runCli(["chat", "--url", "http://127.0.0.1:9", "hi"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      "No server answers at ws://127.0.0.1:9/ws. Start one with `npm start` or `aiwhisperer serve`, or name its address with --url. One that asks who you are wants a token or an API key in AIWHISPERER_TOKEN.\n",
    );
  });

  it("refuses to send nothing", async () => {
    const { code, stderr } = await chat([], "\n");
    expect(code).toBe(1);
    expect(stderr).toContain("There is no message");
  });

  it("takes the address from its variable, or from where the configuration has the server listen", async () => {
    const port = new URL(server.url).port;
    const byUrl = await runCli(["chat", "repeat x"], { env: { AIWHISPERER_URL: server.wsUrl } });
    const byPort = await runCli(["chat", "repeat x"], { env: { AIWHISPERER_PORT: port } });
    expect([byUrl.stdout, byPort.stdout]).toEqual(["x\n", "x\n"]);
  });

  it("stops the answer on Ctrl-C and ends as a stopped program does", async () => {
    const cli = startCli(["chat", "--url", server.url, "slowly count to 500"]);
    await cli.waitFor(/1, 2/);
    cli.kill("SIGINT");
    expect((await cli.ended).code).toBe(130);
    const { stdout } = await chat(["--interactive"], "/sessions\n/attach 2\n");
    expect(stdout).toContain("> slowly count to 500\n1");
    expect(stdout).toContain("(stopped)");
  });
});

describe("aiwhisperer chat as a conversation", () => {
  const open = (args: readonly string[] = []) =>
    startCli(["chat", "--url", server.url, "--interactive", ...args]);

  it("answers one line after the other, and ends with its input once the last answer is there", async () => {
    const { code, stdout, stderr } = await chat(["--interactive"], "repeat one\nrepeat two\n");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/one\ntwo\n$/);
  });

  it("stops an answer, and takes the next message", async () => {
    const cli = open();
    cli.write("slowly count to 500\n");
    await cli.waitFor(/, 3, /);
    cli.write("/stop\n");
    await cli.waitFor(/Stopped\./, "stderr");
    cli.write("repeat still here\n");
    await cli.waitFor(/^still here$/m);
    cli.write("/quit\n");
    expect((await cli.ended).code).toBe(0);
  });

  it("stops an answer on Ctrl-C, and leaves on the next one", async () => {
    const cli = open();
    cli.write("slowly count to 500\n");
    await cli.waitFor(/, 3, /);
    cli.kill("SIGINT");
    await cli.waitFor(/Stopped\./, "stderr");
    await cli.waitFor(/> $/);
    cli.kill("SIGINT");
    expect((await cli.ended).code).toBe(0);
  });

  it("lists sessions, opens one by number or id, and shows what was said there", async () => {
    const before = await chat(["--interactive"], "repeat the needle\n");
    const [, sessionId = ""] = /^Session (\S+),/.exec(before.stdout) ?? [];
    const { stdout } = await chat(
      ["--interactive"],
      `/sessions\n/attach 2\n/new\n/attach ${sessionId}\n/history\n`,
    );
    expect(stdout).toMatch(/\* {2}1 .*\(empty\)/);
    expect(stdout).toMatch(/ {2}2 .*repeat the needle {2}demo/);
    expect(stdout.split("> repeat the needle\nthe needle\n")).toHaveLength(4);
  });

  it("deletes a session by its number, and starts another where it is the open one", async () => {
    const before = await chat(["--interactive"], "repeat the haystack\n");
    const [, sessionId = ""] = /^Session (\S+),/.exec(before.stdout) ?? [];
    const { code, stdout, stderr } = await chat(
      ["--interactive"],
      "/sessions\n/delete 2\n/delete 2\n/delete\n/delete 1\nrepeat on we go\n/sessions\n",
    );
    expect(code).toBe(0);
    expect(stderr).toBe(`There is no session ${sessionId}.\n`);
    expect(stdout).toContain(`Session ${sessionId} has been deleted.\n`);
    expect(stdout).toContain("Name a session: /delete NUMBER.");
    expect(stdout.match(/^Session \S+, model/gm)).toHaveLength(2);
    expect(stdout).toMatch(/^on we go$/m);
    expect(stdout.split("repeat the haystack")).toHaveLength(2);
  });

  it("shows what another screen says and gets as an answer", async () => {
    const cli = open();
    const [, sessionId = ""] = await cli.waitFor(/^Session (\S+),/m);
    await cli.waitFor(/> $/);
    await chat(["--session", sessionId, "repeat from elsewhere"]);
    await cli.waitFor(/^> repeat from elsewhere\nfrom elsewhere\n/m);
    cli.end();
    expect((await cli.ended).code).toBe(0);
  });

  it("lists models with why one cannot be used, and starts a session only with one that can", async () => {
    const { stdout, stderr } = await chat(
      ["--interactive"],
      "/models\n/new openai:gpt-5-mini\n/new demo\nrepeat fine\n",
    );
    expect(stdout).toMatch(/^ {2}demo +default$/m);
    expect(stdout).toMatch(/^ {2}openai:MODEL +Set OPENAI_API_KEY to use OpenAI\.$/m);
    expect(stderr).toBe("The model openai:gpt-5-mini cannot be used. Set OPENAI_API_KEY to use OpenAI.\n");
    expect(stdout.match(/^Session /gm)).toHaveLength(2);
    expect(stdout).toMatch(/fine\n$/);
  });

  it("changes the model and the settings of the session, and shows them", async () => {
    const { stdout, stderr } = await chat(
      ["--interactive"],
      "/model\n/model none:here\n/model demo\n/settings\n/settings temperature=0.2 stop=END\n/settings stop=\n/settings warmth=1\n/settings reset\n/models demo\n/models no-such-name\n",
    );
    expect(stdout).toMatch(/^The model is demo\.$/m);
    expect(stdout).toMatch(/^The next answer is by demo\.$/m);
    expect(stderr).toMatch(/The model none:here cannot be used\./);
    expect(stdout).toMatch(
      /^ {2}temperature=0\.2\n {2}stop=END\n {2}temperature=0\.2\nThere is no such setting\./m,
    );
    expect(stdout.match(/^No settings: the model's own hold\.$/gm)).toHaveLength(2);
    expect(stdout).toMatch(/^ {2}demo +default\n\/model MODEL/m);
    expect(stdout).toMatch(/^No model has that in its name\.$/m);
  });

  it("helps with a command that does not exist", async () => {
    const { stdout } = await chat(["--interactive"], "/stopp\n/help\n//help\n");
    expect(stdout).toContain("There is no command /stopp. Did you mean /stop?");
    expect(stdout).toContain("/attach ID|number");
    expect(stdout).toContain("> /help");
  });

  it("says what to do when an answer fails, and continues", async () => {
    const { code, stdout, stderr } = await chat(["--interactive"], "fail with 429\nrepeat after\n");
    expect(code).toBe(0);
    expect(stderr).toContain(
      "The answer failed: The demonstration pretends to be asked too often. Wait a little, then send it again.\n",
    );
    expect(stdout).toMatch(/after\n$/);
  });
});

describe("aiwhisperer chat with a session that is managed", () => {
  it("names, pins, archives, copies and summarises it, and asks otherwise", async () => {
    const cli = startCli(["chat", "--url", server.url, "--interactive"]);
    const say = async (line: string, shown: RegExp) => {
      cli.write(`${line}\n`);
      await cli.waitFor(shown);
    };
    await say("repeat first", /\nfirst\n/);
    await say("/rename A good name", /\nA good name\n/);
    await say("/pin", /The session is pinned\.\n/);
    await say("/pin", /The session is not pinned any more\.\n/);
    await say("/archive", /The session is archived\.\n/);
    await say("/fork", /Session [\s\S]*Session [\s\S]*first\n/);
    await say("/retry", /The last answer has not failed/);
    await say("/compact the names", /The conversation is summarised for the model\./);
    await say("/edit repeat second", /Session [\s\S]*Session [\s\S]*Session [\s\S]*\nsecond\n/);
    cli.write("fail with 401\n");
    await cli.waitFor(/The answer failed/, "stderr");
    cli.write("/retry\n");
    await cli.waitFor(/The answer failed[\s\S]*The answer failed/, "stderr");
    cli.end();
    expect((await cli.ended).code).toBe(0);
  });
});

describe("a search at a terminal", () => {
  it("lists messages with their numbers in a conversation, and with their sessions as a command", async () => {
    await chat(["repeat the armadillo sleeps"]);
    const { stdout } = await chat(
      ["--interactive"],
      "/search\n/search ARMADILLO repeat\n/search no-such-word\n",
    );
    expect(stdout).toMatch(/^Name words to find: \/search WORDS\.$/m);
    expect(stdout).toMatch(/^ {4}\d {2}repeat the armadillo sleeps {2}repeat the armadillo sleeps$/m);
    expect(stdout).toMatch(/^\/attach NUMBER opens one\.\nNothing has these words\.$/m);
    const search = (words: readonly string[]) => runCli(["search", "--url", server.url, ...words]);
    const found = await search(["armadillo", "sleeps"]);
    expect(found.code).toBe(0);
    expect(found.stdout).toMatch(/^[\w-]+ {2}repeat the armadillo sleeps {2}the armadillo sleeps$/m);
    const none = await search(["no-such-word"]);
    expect(none).toMatchObject({ code: 0, stdout: "", stderr: "Nothing has these words.\n" });
  });
});

describe("aiwhisperer chat with a message that the provider refuses", () => {
  it("notes that the message is left out of later requests, and marks it when the session is opened again", async () => {
    const { stderr, stdout } = await chat(["--interactive"], "fail with filter\nrepeat after\n");
    expect(stderr).toContain("“fail with filter” is left out of later requests to models.\n");
    expect(stdout).toMatch(/after\n$/);
    const [, sessionId = ""] = /^Session (\S+),/.exec(stdout) ?? [];
    const again = await chat(["--interactive"], `/attach ${sessionId}\n`);
    expect(again.stdout).toMatch(/> fail with filter\n\(left out of later requests to models\)\n/);
  });
});

describe("aiwhisperer chat over a restart of the server", () => {
  it("reports that the server restarts and that the connection is open again, and has the whole answer", async () => {
    const first = await startServing();
    const port = new URL(first.url).port;
    const cli = startCli(["chat", "--url", first.url, "--interactive"]);
    await cli.waitFor(/> $/);
    first.cli.kill("SIGTERM");
    await first.cli.ended;
    await cli.waitFor(/The server is restarting; nothing is lost\..*\n/, "stderr");
    await cli.waitFor(/Trying again in \d s…\n/, "stderr");
    const second = startCli(["serve", "--trust-local", "--port", port, "--data-dir", first.dataDir]);
    await second.waitFor(/listens on/);
    await cli.waitFor(/Connected again\./, "stderr");
    cli.end("repeat as before\n");
    expect(await cli.ended).toMatchObject({ code: 0 });
    expect(cli.stdout).toMatch(/^as before$/m);
  });
});
