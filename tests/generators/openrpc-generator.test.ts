import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paintShop } from "../../examples/acme/paint-shop.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { compile, runNode, whyNoTools, workFolder, writeInto } from "./support/tools.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ server: { extensions: [paintShop({ dryingMs: 20 })] } });
});

afterAll(() => server.stop());

interface Method {
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly required: boolean }[];
}

interface Document {
  readonly servers: readonly { readonly url: string }[];
  readonly methods: readonly Method[];
}

const read = async (query: string): Promise<Document> =>
  (await (await fetch(`${server.url}/openrpc.json${query}`)).json()) as Document;

describe("the OpenRPC document with bare names", () => {
  it("has identifiers as method names, each of which the server accepts", async () => {
    const [full, bare] = [await read(""), await read("?names=bare")];
    const names = bare.methods.map(({ name }) => name);
    expect(names).toEqual(full.methods.map(({ name }) => name.replace(/^\w+\./, "")));
    expect(names).toContain("paint");
    for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z]*$/);
  });

  it("has required parameters first, and none with a reserved word as its name", async () => {
    const { methods } = await read("?names=bare");
    const paramsOf = (method: string) =>
      methods.find(({ name }) => name === method)?.params.map(({ name }) => name);
    expect(paramsOf("paint")).toEqual(["wall", "coats", "colour"]);
    expect(paramsOf("getPrompt")).not.toContain("arguments");
    for (const { name, params } of methods) {
      const required = params.map((one) => one.required);
      expect(required, name).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
    }
  });

  it("has the address that it was asked at, and the public one where that is configured", async () => {
    expect((await read("")).servers).toEqual([{ name: "this", url: server.wsUrl }]);
    const publicUrl = "https://assistant.example.org";
    const behindProxy = await startTestServer({ server: { publicUrl } });
    const answer = await fetch(`${behindProxy.url}/openrpc.json?names=bare`);
    expect(((await answer.json()) as Document).servers[0]?.url).toBe("wss://assistant.example.org/ws");
    await behindProxy.stop();
  });

  it("refuses other forms", async () => {
    const answer = await fetch(`${server.url}/openrpc.json?names=short`);
    expect([answer.status, await answer.text()]).toEqual([400, "?names= must be full or bare.\n"]);
  });
});

/** What a user writes with the generated client. Wrong types are faults of the compilation. */
const PROGRAM = `
import Interactive, { StartSessionResponse } from "./index";

const client = new Interactive({ transport: { type: "websocket", host: "127.0.0.1", port: Number(process.argv[2]), path: "/ws" } });
// Its check of arguments looks in the list of them for names, and so refuses every call whose params are by
// name.
client["validator"].validate = () => [];
const methods: string[] = [];
client.onNotification(({ method }) => methods.push(method));

async function main(): Promise<void> {
  const { sessionId, status }: StartSessionResponse = await client.startSession("ann");
  await client.sendUserMessage(sessionId, "hello");
  while (!methods.includes("TurnStatusNotification")) await new Promise((resolve) => setImmediate(resolve));
  const { models } = await client.listModels();
  const { litres } = await client.paint("north", 2);
  console.log(JSON.stringify({ status, models: models.map(({ model }) => model), litres }));
  process.exit(0);
}
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
`;

describe.skipIf(whyNoTools !== undefined && !process.env.CI)(
  `the generator of OpenRPC (${whyNoTools ?? "installed"})`,
  () => {
    it("makes a client of the document that compiles, and that talks to the server", async () => {
      const folder = await workFolder();
      await writeInto(folder, "openrpc.json", JSON.stringify(await read("?names=bare")));
      const components = [{ type: "client", name: "generated", language: "typescript" }];
      const configuration = { openrpcDocument: "./openrpc.json", outDir: "./out", components };
      await writeInto(folder, "generator.json", JSON.stringify(configuration));
      const generator = join(folder, "node_modules/@open-rpc/generator/build/cli.js");
      await runNode(folder, [generator, "generate", "-c", "generator.json"]);
      const project = join(folder, "out/client/typescript");
      await writeInto(project, "src/program.ts", PROGRAM);
      await compile(project);
      const output = await runNode(project, ["build/program.js", String(server.port)]);
      expect(JSON.parse(output)).toEqual({ status: 1, models: expect.arrayContaining(["demo"]), litres: 5 });
    });
  },
);
