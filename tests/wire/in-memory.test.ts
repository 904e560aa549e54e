import { createClient } from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
afterEach(() => server.stop());

it("lets the real client call the real server in one process, without a socket", async () => {
  server = await startTestServer();
  const client = createClient({ url: "memory:", createTransport: async () => server.connect() });
  const session = await client.startSession({ context: "You are brief." });
  let text = "";
  const send = session.send("count to 4");
  for await (const delta of send) text += delta;
  expect(text).toMatch(/1.*2.*3.*4/su);
  expect(await send.result).toMatchObject({ status: TurnStatus.Completed, text });
  await expect(client.rpc.getSession({ sessionId: "nope" })).rejects.toMatchObject({ code: -32001 });
  expect((await client.rpc.listSessions({})).sessions).toMatchObject([{ sessionId: session.sessionId }]);
  client.close();
});
