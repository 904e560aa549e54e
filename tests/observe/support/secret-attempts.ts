import { TurnStatus } from "@aiwhisperer/protocol";
import { askForTicket, send, upgrade } from "../../auth/support/auth-server.ts";
import { RawSocket } from "../../fuzz/support/raw-socket.ts";
import { RawClient, type WireMessage } from "../../support/raw-client.ts";
import { FAILURES } from "./echoing-provider.ts";
import type { PlantedSecrets } from "./planted-secrets.ts";
import type { SceneServer, SecretScene } from "./secret-scene.ts";
import { SERVED_PAGES } from "./served-pages.ts";

/** Everything that a server was brought to say, by how. */
export type Told = Map<string, string>;

const MODELS = [
  "openai:m",
  "anthropic:m",
  "openrouter:m",
  "ollama:m",
  "compatible:m",
  "ai-sdk:@ai-sdk/mistral:m",
  "ai-sdk:@ai-sdk/xai:m",
  "ai-sdk:@ai-sdk/google:m",
];
const ECHOES = ["env", "structured", "fail", "refuse", "progress", "crash"];

const hasEnded = ({ method, params }: WireMessage): boolean =>
  method === "TurnStatusNotification" && (params as { status: number }).status >= TurnStatus.Completed;

const hasCode =
  (code: number) =>
  ({ error }: WireMessage): boolean =>
    (error as { code?: number } | undefined)?.code === code;

/** A session of that model, in which messages are sent one after the other. Returns its id. */
async function talk(client: RawClient, model: string, messages: readonly string[]): Promise<string> {
  const { result } = await client.call("startSession", { userId: "ann", sessionParams: { model } });
  const { sessionId } = result as { sessionId: string };
  for (const message of messages) {
    await client.call("sendUserMessage", { sessionId, message });
    await client.until(hasEnded);
  }
  return sessionId;
}

/**
 * Has every provider fail in every way, the MCP servers and a command show what they know. Returns the
 * sessions.
 */
export async function useEverything(client: RawClient): Promise<readonly string[]> {
  const sessions: string[] = [];
  for (const model of MODELS) sessions.push(await talk(client, model, FAILURES));
  const calls = ECHOES.map((tool) => `call echoing.${tool} {}`);
  const commands = ["run env", "run cat /proc/self/environ", "run set"];
  sessions.push(await talk(client, "demo", [...calls, ...commands, "call audit_tail {}"]));
  return sessions;
}

/** Asks for everything that can be read of sessions. */
export async function readEverything(client: RawClient, sessions: readonly string[]): Promise<void> {
  for (const sessionId of sessions) {
    for (const method of ["getSession", "getHistory", "listTools"]) await client.call(method, { sessionId });
  }
  for (const method of ["listSessions", "listModels", "rpc.discover"]) await client.call(method, {});
  await client.call("audit.tail", { lines: 100 });
}

/** Sends a request whose head is broken. Returns what comes until the end. */
async function sendBroken({ url }: SceneServer, credential: string): Promise<string> {
  const socket = await RawSocket.connect(Number(new URL(url).port));
  await socket.write(
    `GET /${credential} HTTP/1.1\r\nAuthorization: Bearer ${credential}\r\nBroken ${credential}\r\n\r\n`,
  );
  return socket.rest();
}

/** Shows right and wrong credentials in every possible place. Returns what came back. */
export async function tryCredentials(
  server: SceneServer,
  scene: SecretScene,
  secrets: PlantedSecrets,
): Promise<Told> {
  const told: Told = new Map();
  const ticket = async (): Promise<string> => {
    const issued = await askForTicket(server, { token: scene.token });
    return secrets.watch("a ticket", issued.ticket);
  };
  const wrong = (credential: string): string => `${credential.slice(0, -4)}AAAA`;
  const shown = [
    scene.apiKey,
    scene.token,
    wrong(scene.apiKey),
    wrong(scene.token),
    await ticket(),
    await ticket(),
  ];
  for (const [number, credential] of shown.entries()) {
    const tell = (name: string, answer: unknown): void =>
      void told.set(`${name} (${number})`, JSON.stringify(answer));
    const asHeader = { headers: { authorization: `Bearer ${credential}`, cookie: `session=${credential}` } };
    const asProtocol = { protocols: ["aiwhisperer", `aiwhisperer.ticket.${credential}`] };
    const asTicket = `${server.wsUrl}?ticket=${credential}`;
    for (const name of ["ticket", "token", "access_token"]) {
      const url = `${server.url}/nowhere/${credential}?${name}=${credential}`;
      tell(`a page that is not there, ${name}`, await send(url, asHeader));
    }
    tell("a request that is none", await sendBroken(server, credential));
    const attempts = {
      "an upgrade by header": upgrade(server.wsUrl, asHeader),
      "an upgrade by subprotocol": upgrade(server.wsUrl, asProtocol),
      "an upgrade by ticket": upgrade(asTicket),
      "a ticket that has been used": upgrade(asTicket),
      "an upgrade with two credentials": upgrade(asTicket, asHeader),
      "an upgrade to a wrong path": upgrade(`${server.wsUrl}/${credential}`, asHeader),
      "a ticket for a wrong credential": send(`${server.url}/auth/ticket?ticket=${credential}`, {
        method: "POST",
      }),
      "an act on a session of that name": send(`${server.url}/admin/api/sessions/${credential}/stop`, {
        method: "POST",
        headers: { ...asHeader.headers, "content-type": "application/json" },
      }),
    };
    for (const [name, attempt] of Object.entries(attempts)) tell(name, await attempt);
  }
  return told;
}

/**
 * Puts credentials where no method wants them, breaks the protocol with them, and returns what came back; but
 * for what repeats to a client the session and the method that it named itself.
 */
export async function misplaceCredentials(
  server: SceneServer,
  { apiKey, token }: SecretScene,
): Promise<readonly unknown[]> {
  const headers = { authorization: `Bearer ${token}` };
  const client = await RawClient.connect(server.wsUrl, { headers });
  const answers: unknown[] = [];
  for (const credential of [apiKey, token, `${token.slice(0, -4)}AAAA`]) {
    answers.push(await client.call("authenticate", { token: credential }));
    answers.push(await client.call("authenticate", { token: { token: credential } }));
    answers.push(await client.call("authenticate", { tokens: credential }));
    answers.push(await client.call("startSession", { userId: credential }));
    await client.call("getSession", { sessionId: credential });
    await client.call(`login.${credential}`, [credential]);
    client.send({ jsonrpc: "2.0", id: credential, method: "echo" });
    client.send(`{"token": "${credential}"`);
    answers.push((await client.until(hasCode(-32700))).at(-1));
  }
  client.webSocket.close(4_000, token.slice(0, 100));
  await client.closed;
  return answers;
}

/** Reads every page, as an admin and without a sign-in, and the files of the web app. */
export async function readPages(server: SceneServer, { apiKey }: SecretScene): Promise<Told> {
  const told: Told = new Map();
  const admin = { authorization: `Bearer ${apiKey}` };
  for (const path of SERVED_PAGES) {
    told.set(path, JSON.stringify(await send(`${server.url}${path}`)));
    told.set(`${path}, for an admin`, JSON.stringify(await send(`${server.url}${path}`, { headers: admin })));
  }
  const page = await send(server.url);
  for (const [, path = ""] of page.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    told.set(path, (await send(`${server.url}${path}`)).body);
  }
  return told;
}
