import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROVIDER_VARIABLES } from "../../../packages/cli/src/config/provider-variables.ts";
import { ISSUER, secretToken } from "../../auth/support/tokens.ts";
import { type CliProcess, runCli, startCli } from "../../cli/cli-process.ts";
import { temporaryFolder } from "../../cli/temporary-folder.ts";
import type { EchoingProvider } from "./echoing-provider.ts";
import type { PlantedSecrets } from "./planted-secrets.ts";

const PLUGIN = fileURLToPath(new URL("../../../examples/audit-log/audit-log.ts", import.meta.url));
const CARELESS_PLUGIN = fileURLToPath(new URL("careless-plugin.ts", import.meta.url));
const MCP_SERVER = fileURLToPath(new URL("echoing-mcp-server.ts", import.meta.url));

/** Variables with the keys of providers that the test asks, as a bearer or in a header of their own. */
const ASKED =
  /^(OPENAI|ANTHROPIC|OPENROUTER|AIWHISPERER_COMPATIBLE|MISTRAL|XAI|GOOGLE_GENERATIVE_AI)_API_KEY$/;

/** A server's surroundings, with a secret in every place that takes one. */
export interface SecretScene {
  readonly folder: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  /** Opens the server to an admin, and to a user. */
  readonly apiKey: string;
  readonly token: string;
  /** Of the provider keys. */
  readonly providerKeys: readonly string[];
}

/**
 * Plants secrets in the environment, in files of the configuration and among the credentials, all of which
 * point to that provider.
 */
export async function plantScene(
  secrets: PlantedSecrets,
  { provider, mcpUrl }: { readonly provider: EchoingProvider; readonly mcpUrl: string },
): Promise<SecretScene> {
  const folder = await temporaryFolder();
  const [dataDir, workspace] = [join(folder, "data"), join(folder, "workspace")];
  for (const path of [dataDir, workspace]) await mkdir(path, { mode: 0o700 });
  const providerEnv = PROVIDER_VARIABLES.map(({ variable, isSecret, hasHeaders }): [string, string] => [
    variable,
    isSecret ? `${hasHeaders ? "X-Planted: " : ""}${secrets.plant(variable)}` : provider.origin,
  ]);
  const tokenSecret = secrets.plant("AIWHISPERER_TOKEN_SECRET");
  const env = {
    ...Object.fromEntries(providerEnv),
    AIWHISPERER_TOKEN_SECRET: tokenSecret,
    OTHER_PASSWORD: secrets.plant("a variable of another program"),
    FOR_MCP: secrets.plant("a variable that the MCP configuration names"),
    AUDIT_LOG: join(folder, "audit.jsonl"),
  };
  const mcpConfig = join(folder, "mcp.json");
  await writeFile(mcpConfig, JSON.stringify(mcpServers(secrets, mcpUrl)));
  const apiKey = await makeApiKey(secrets, dataDir);
  const token = secrets.watch(
    "a token",
    secretToken({}, Buffer.from(tokenSecret)).split(".").slice(1).join("."),
  );
  return {
    folder,
    dataDir,
    env,
    args: [
      ...[
        "--data-dir",
        dataDir,
        "--workspace",
        workspace,
        "--mcp-config",
        mcpConfig,
        "--plugin",
        PLUGIN,
        "--plugin",
        CARELESS_PLUGIN,
      ],
      ...["--api-keys", "--token-issuer", ISSUER, "--execute-policy", "allow", "--log-level", "trace"],
      ...[
        "--max-model-attempts",
        "2",
        "--retry-delay-ms",
        "1",
        "--mcp-restart-delay-ms",
        "20",
        "--drain-grace-ms",
        "100",
      ],
    ],
    apiKey,
    token: `${secretToken({}, Buffer.from(tokenSecret)).split(".")[0]}.${token}`,
    providerKeys: providerEnv.filter(([variable]) => ASKED.test(variable)).map(([, key]) => key),
  };
}

function mcpServers(secrets: PlantedSecrets, url: string): object {
  return {
    mcpServers: {
      echoing: {
        command: process.execPath,
        args: [MCP_SERVER, "--api-key", secrets.plant("an argument of an MCP server")],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own form of a variable.
        env: { API_TOKEN: secrets.plant("a variable of an MCP server"), NAMED_TOKEN: "${FOR_MCP}" },
      },
      web: {
        url: `${url}?api_key=${secrets.plant("the address of an MCP server")}`,
        headers: {
          Authorization: `Bearer ${secrets.plant("a header of an MCP server")}`,
          "X-Api-Key": secrets.plant("another header of an MCP server"),
        },
      },
    },
  };
}

async function makeApiKey(secrets: PlantedSecrets, dataDir: string): Promise<string> {
  const args = ["keys", "create", "--user", "ann", "--admin", "--data-dir", dataDir];
  const { stdout } = await runCli(args);
  const key = stdout.trim();
  // The part before it is the key's id, by which it is listed and revoked.
  secrets.watch("an API key", key.replace(/^aiw_[0-9a-f]{16}_/, ""));
  return key;
}

/** A server in that scene. */
export interface SceneServer {
  readonly cli: CliProcess;
  readonly url: string;
  readonly wsUrl: string;
}

/** Starts it. Resolves once it listens; it ends with the test at the latest. */
export async function startScene({ args, env, folder: cwd }: SecretScene): Promise<SceneServer> {
  const cli = startCli(["serve", "--port", "0", ...args], { env, cwd });
  const [, url = ""] = await cli.waitFor(/listens on (http:\S+)\n/);
  return { cli, url, wsUrl: `${url.replace("http", "ws")}/ws` };
}

/** Every file below a folder, byte by byte as a text. */
export async function readTree(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const texts = await Promise.all(paths.map((path) => readFile(path, "latin1")));
  return new Map(paths.map((path, index) => [path, texts[index] ?? ""]));
}
