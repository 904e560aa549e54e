import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paintShop } from "../../examples/acme/paint-shop.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { compile, runNode, whyNoTools, workFolder, writeInto } from "./support/tools.ts";

interface Document {
  readonly servers: { readonly this: object };
  readonly operations: { readonly [name: string]: { readonly action: string } };
  readonly components: { readonly schemas: object; readonly messages: object };
}

let server: TestServer;
let document: Document;

beforeAll(async () => {
  server = await startTestServer({ server: { extensions: [paintShop({ dryingMs: 20 })] } });
  const answer = await fetch(`${server.url}/asyncapi.json?role=client`);
  document = (await answer.json()) as Document;
});

afterAll(() => server.stop());

/** Schemas below a value that have no title, as paths. References have that of their target. */
function untitled(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== "object" || schema === null || "$ref" in schema) return [];
  const {
    title,
    properties = {},
    items,
    additionalProperties,
    anyOf = [],
  } = schema as {
    readonly [keyword: string]: object | undefined;
  };
  const parts = { ...properties, ...anyOf, items, additionalProperties };
  const below = Object.entries(parts).flatMap(([name, part]) => untitled(part, `${path}/${name}`));
  return typeof title === "string" ? below : [path, ...below];
}

describe("the AsyncAPI document of a client's view", () => {
  it("sends requests and receives notifications, by names that are identifiers", () => {
    const { startSession, paint, TurnStatusNotification } = document.operations;
    expect([startSession?.action, paint?.action, TurnStatusNotification?.action]).toEqual([
      "send",
      "send",
      "receive",
    ]);
    for (const name of Object.keys(document.operations)) expect(name).toMatch(/^[A-Za-z]+$/);
  });

  it("has the address of the server, with the path", () => {
    const host = `127.0.0.1:${server.port}`;
    expect(document.servers).toEqual({ this: { host, protocol: "ws", pathname: "/ws" } });
  });

  it("has a title on every schema", () => {
    const schemas = Object.entries(document.components.schemas);
    expect(schemas.length).toBeGreaterThan(100);
    expect(schemas.flatMap(([name, schema]) => untitled(schema, name))).toEqual([]);
    expect(untitled({ title: "A", properties: { b: { items: {} } } }, "A")).toEqual(["A/b", "A/b/items"]);
  });

  it("refuses other roles", async () => {
    const answer = await fetch(`${server.url}/asyncapi.json?role=proxy`);
    expect([answer.status, await answer.text()]).toEqual([400, "?role= must be server or client.\n"]);
  });
});

const MODELINA = `
import { TypeScriptGenerator } from "@asyncapi/modelina";
import { readFile, writeFile } from "node:fs/promises";
const generator = new TypeScriptGenerator({ modelType: "interface" });
const models = await generator.generate(JSON.parse(await readFile("asyncapi.json", "utf8")));
await writeFile("models.ts", models.map(({ result }) => "export " + result).join("\\n"));
console.log(JSON.stringify(models.map(({ modelName }) => modelName)));
`;

/** The generated client validates with this package, which is no dependency of what is generated. */
const KEEPER = `
const { Parser } = require("@asyncapi/parser");
const Ajv = require("ajv");
const { readFile } = require("node:fs/promises");
exports.compileSchemasByOperationId = async (path, id) => {
  const { document } = await new Parser().parse(await readFile(path, "utf8"));
  const messages = document.operations().get(id).messages().all();
  return messages.map((message) => new Ajv({ strict: false, logger: false }).compile(message.payload().json()));
};
exports.validateMessage = (validate, message) => ({ isValid: validate(message), validationErrors: validate.errors });
`;

const GENERATE = `
import Generator from "@asyncapi/generator";
import { readFile } from "node:fs/promises";
const settings = { templateParams: { server: "this" } };
const generator = new Generator("core-template-client-websocket-javascript", "client", settings);
await generator.generateFromString(await readFile("asyncapi.json", "utf8"));
`;

const PROGRAM = `
const Client = require("./client/client.js");
const say = console.log;
console.log = () => undefined;
const client = new Client();
const received = [];
client.registerMessageHandler((text) => {
  received.push(JSON.parse(text));
  const { id, result } = received.at(-1);
  if (id === 1) client.sendUserMessage({ jsonrpc: "2.0", id: 2, method: "interactive.sendUserMessage", params: { sessionId: result.sessionId, message: "hello" } });
  if (received.at(-1).params?.status === 4) {
    say(JSON.stringify(received.map(({ id, method }) => method ?? id)));
    process.exit(0);
  }
});
client.connect().then(() => client.startSession({ jsonrpc: "2.0", id: 1, method: "interactive.startSession", params: { userId: "ann" } }));
`;

describe.skipIf(whyNoTools !== undefined && !process.env.CI)(
  `generators of AsyncAPI (${whyNoTools ?? "installed"})`,
  () => {
    it("Modelina makes types that are named and that compile", async () => {
      const folder = await workFolder();
      await writeInto(folder, "asyncapi.json", JSON.stringify(document));
      await writeInto(folder, "generate.mjs", MODELINA);
      const names = JSON.parse(await runNode(folder, ["generate.mjs"])) as readonly string[];
      const expected = [
        ...[
          "StartSessionRequestMessage",
          "StartSessionRequest",
          "SessionStatus",
          "ToolCallNotificationMessage",
        ],
        ...["ToolCallNotification", "SessionNotFound", "AcmePaintRequest", "AcmeColour", "ErrorMessage"],
      ];
      expect(names).toEqual(expect.arrayContaining(expected));
      expect(names.filter((name) => /anonym|undefined/i.test(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      await compile(folder, ["--noEmit", "--strict", "--target", "es2022", "models.ts"]);
      expect(await readFile(join(folder, "models.ts"), "utf8")).toContain(
        "method: 'interactive.startSession';",
      );
    });

    it("the generator makes a client that talks to the server", async () => {
      const folder = await workFolder();
      await writeInto(folder, "asyncapi.json", JSON.stringify(document));
      // The generator looks for npm as a global package, which it needs for templates that are to be
      // downloaded.
      await writeInto(folder, "global/npm/index.js", "");
      await writeInto(folder, "global/@asyncapi/keeper/index.js", KEEPER);
      const env = { NODE_PATH: `${join(folder, "global")}:${join(folder, "node_modules")}` };
      await writeInto(folder, "generate.mjs", GENERATE);
      await runNode(folder, ["generate.mjs"], env);
      await writeInto(folder, "program.cjs", PROGRAM);
      const received = JSON.parse(await runNode(folder, ["program.cjs"], env)) as readonly unknown[];
      expect(received).toEqual(
        expect.arrayContaining([1, 2, "UserMessageNotification", "AIMessageChunkNotification"]),
      );
      expect(received.at(-1)).toBe("TurnStatusNotification");
    }, 900_000);
  },
);
