import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCli } from "../cli/cli-process.ts";
import { startServing } from "../cli/spawn-server.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { buildWebApp } from "../e2e/web-app.ts";
import { RawClient } from "../support/raw-client.ts";
import { type EchoingProvider, FAILURES, SILENCE, startEchoingProvider } from "./support/echoing-provider.ts";
import { PlantedSecrets } from "./support/planted-secrets.ts";
import {
  misplaceCredentials,
  readEverything,
  readPages,
  type Told,
  tryCredentials,
  useEverything,
} from "./support/secret-attempts.ts";
import { plantScene, readTree, type SecretScene, startScene } from "./support/secret-scene.ts";

/** Time for a test that starts several programs and has some fifty turns end. */
const TIMEOUT_MS = 180_000;

/** An address at which an MCP server is expected, which refuses everything and repeats what it was shown. */
async function startEchoingRefusal(): Promise<string> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const shown = `${request.url} ${JSON.stringify(request.headers)}`;
    const error = { jsonrpc: "2.0", id: 0, error: { code: -32000, message: shown } };
    if (requests % 2 === 0) response.writeHead(401).end(shown);
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
}

async function open(): Promise<{ secrets: PlantedSecrets; provider: EchoingProvider; scene: SecretScene }> {
  const secrets = new PlantedSecrets();
  const provider = await startEchoingProvider();
  onTestFinished(() => provider[Symbol.asyncDispose]());
  const scene = await plantScene(secrets, { provider, mcpUrl: await startEchoingRefusal() });
  return { secrets, provider, scene };
}

/** Where which secret was found. */
function findLeaks(secrets: PlantedSecrets, told: Told): readonly string[] {
  return [...told].flatMap(([where, text]) =>
    secrets.findIn(text).map((place) => `${where} has the secret of ${place}`),
  );
}

/** What the commands for what is stored give. */
async function readStored({ dataDir, folder, env }: SecretScene, sessions: readonly string[]): Promise<Told> {
  const told: Told = new Map();
  for (const sessionId of sessions) {
    for (const format of ["jsonl", "markdown"]) {
      const args = ["export", sessionId, "--data-dir", dataDir, "--format", format];
      const { code, stdout } = await runCli(args, { env });
      if (code !== 0) throw new Error(`${sessionId} cannot be exported`);
      told.set(`the export of ${sessionId} as ${format}`, stdout);
    }
  }
  await runCli(["backup", join(folder, "backup.sqlite"), "--data-dir", dataDir], { env });
  return told;
}

describe("secrets of the environment, of configuration files and of clients", () => {
  it(
    "stand in nothing that a server logs, stores, sends, serves or exports",
    async () => {
      await buildWebApp();
      const { secrets, provider, scene } = await open();
      const first = await startScene(scene);
      const headers = { authorization: `Bearer ${scene.apiKey}` };
      const client = await RawClient.connect(first.wsUrl, { headers });
      const sessions = await useEverything(client);
      const told: Told = await tryCredentials(first, scene, secrets);
      const misplaced = await misplaceCredentials(first, scene);
      await readEverything(client, sessions);
      await client.call("sendUserMessage", { sessionId: sessions[0], message: SILENCE });
      for (const [path, text] of await readPages(first, scene)) told.set(path, text);
      for (const [path, bytes] of await readTree(scene.dataDir)) told.set(`${path} while it runs`, bytes);
      first.cli.kill("SIGKILL");
      const crashed = await first.cli.ended;
      const second = await startScene(scene);
      second.cli.kill("SIGTERM");
      const ended = await second.cli.ended;
      for (const [name, text] of await readStored(scene, sessions)) told.set(name, text);
      for (const [path, bytes] of await readTree(scene.folder)) {
        if (!path.endsWith("mcp.json")) told.set(path, bytes);
      }
      const frames = JSON.stringify(client.received);
      told.set("what clients received", frames);
      told.set("answers to misplaced credentials", JSON.stringify(misplaced));
      for (const [when, { stdout, stderr }] of Object.entries({
        "until the crash": crashed,
        afterwards: ended,
      })) {
        told.set(`the log ${when}`, stderr);
        told.set(`the standard output ${when}`, stdout);
      }
      expect(findLeaks(secrets, told)).toEqual([]);
      // What had to be reported was reported, and by those who know the secrets.
      expect(new Set(scene.providerKeys)).toEqual(provider.keys);
      expect([...provider.failures].sort()).toEqual([...FAILURES].sort());
      for (const word of ["[redacted]", "PATH=", "failed with", "does not accept the key"])
        expect(frames).toContain(word);
      for (const entry of [
        "an MCP server has changed",
        "a delegate failed",
        "https://a.example/?key=[redacted]",
      ]) {
        expect(crashed.stderr).toContain(entry);
      }
      expect(told.get("/metrics, for an admin")).toContain("aiwhisperer_turns_total");
      expect([...told.keys()].filter((path) => path.startsWith("/assets/")).length).toBeGreaterThan(1);
      expect([...told.keys()].some((path) => path.endsWith("log.sqlite-wal while it runs"))).toBe(true);
    },
    TIMEOUT_MS,
  );

  it(
    "stand in nothing that a server says of a configuration that it does not take",
    async () => {
      const { secrets, scene } = await open();
      const write = async (name: string, text: string): Promise<string> => {
        const path = join(await temporaryFolder(), name);
        await writeFile(path, text);
        return path;
      };
      const secret = (place: string): string => secrets.plant(place);
      const mcp = {
        command: { path: [] },
        env: { TOKEN: secret("a wrong MCP entry") },
        key: secret("an unknown MCP field"),
      };
      const wrong: Readonly<Record<string, readonly string[]>> = {
        "an MCP file that is no JSON": ["--mcp-config", await write("a", `{"key": ${secret("no JSON")}}`)],
        "a configuration file with a key": [
          "--config",
          await write("c", JSON.stringify({ openaiApiKey: secret("a wrong option") })),
        ],
        "a configuration file that is no JSON": [
          "--config",
          await write("d", `key: ${secret("no JSON either")}`),
        ],
        "a secret that is too short": [
          "--token-secret-file",
          await write("e", secret("a token secret").slice(0, 31)),
        ],
        "a key set that is none": ["--token-keys-file", await write("f", secret("a key set"))],
      };
      const told: Told = new Map();
      const run = async (name: string, args: readonly string[], env = scene.env): Promise<void> => {
        const { stdout, stderr } = await runCli(["serve", "--port", "0", ...args], {
          env,
          cwd: scene.folder,
        });
        told.set(name, `${stdout}${stderr}`);
      };
      const { AIWHISPERER_TOKEN_SECRET: _, ...env } = scene.env;
      for (const [name, args] of Object.entries(wrong)) {
        const issuer =
          name.startsWith("a secret") || name.startsWith("a key") ? ["--token-issuer", "https://a"] : [];
        await run(name, [...args, ...issuer, "--data-dir", scene.dataDir], env);
      }
      const faulty = await write(
        "b",
        JSON.stringify({ mcpServers: { mcp, used: { ...mcp, command: "x" } } }),
      );
      const serving = await startServing(["--mcp-config", faulty], { env, cwd: scene.folder });
      await serving.cli.waitFor(/have no effect/, "stderr");
      const { stdout, stderr } = await serving.stop();
      told.set("an MCP file with faults", `${stdout}${stderr}`);
      await run("the configuration that is printed", [...scene.args, "--print-config"]);
      const address = `http://ann:${secret("an address")}@127.0.0.1:1/?key=${secret("its query")}`;
      await run("an address with a password", ["--print-config"], { ...env, OPENAI_BASE_URL: address });
      expect(findLeaks(secrets, told)).toEqual([]);
      for (const [name, text] of told) expect(text.length, name).toBeGreaterThan(40);
      expect(told.get("the configuration that is printed")).toContain("OPENAI_API_KEY");
    },
    TIMEOUT_MS,
  );
});
