import { invalidParams } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, expect, it } from "vitest";
import { RawClient } from "../support/raw-client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let client: RawClient;
beforeEach(async () => {
  server = await startTestServer();
  client = await RawClient.connect(server.wsUrl);
});
afterEach(() => server.stop());

/** The paths of what is wrong with a plan of those tasks. */
async function pathsOf(tasks: readonly object[]): Promise<readonly string[]> {
  const { error } = await client.call("startPlan", { userId: "ann", plan: { name: "wrong", tasks } });
  const { code, data } = error as { code: number; data: { errors: readonly { path: string }[] } };
  expect(code).toBe(invalidParams([]).code);
  return data.errors.map(({ path }) => path);
}

it("reports what is wrong with a plan by paths into the params, be it the shape or the meaning", async () => {
  expect(
    await pathsOf([
      { id: "a", kind: "no_op" },
      { id: "b", kind: 1 },
    ]),
  ).toEqual(["/plan/tasks/1/kind"]);
  expect(
    await pathsOf([
      { id: "a", kind: "no_op" },
      { id: "b", kind: "x", dependsOn: ["c"] },
    ]),
  ).toEqual(["/plan/tasks/1/dependsOn/0", "/plan/tasks/1/kind"]);
});
