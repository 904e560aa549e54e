import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@aiwhisperer/engine";
import { expect, it } from "vitest";
import { addKey, revokeKey } from "../../packages/server/src/auth/api-key-file.ts";
import { openAuthentication } from "../../packages/server/src/auth/authentication.ts";
import { startTestServer } from "../support/server.ts";
import { describeInBrowser } from "./describe-in-browser.ts";
import { buildWebApp, webAppFolder } from "./web-app.ts";

/** A server that asks for an API key, and the file with its keys. */
async function startAskingServer() {
  await buildWebApp();
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-sign-in-"));
  const path = join(folder, "keys.jsonl");
  const authentication = await openAuthentication({
    clock: systemClock,
    apiKeys: { path, checkIntervalMs: 20 },
    onFault: (error) => {
      throw error;
    },
  });
  const server = await startTestServer({ server: { authentication, webAppFolder } });
  return {
    ...server,
    path,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describeInBrowser("a page of a server that asks who is there", startAskingServer, (suite) => {
  it("asks for a key, says when it is wrong, accepts the right one, and asks again when it is revoked", async () => {
    const request = { name: "test", userId: "ann", isAdmin: false };
    const { id, text: key } = await addKey(suite.server.path, request, { now: Date.now() });
    const { page, ...chat } = await suite.openPage();
    const field = page.getByLabel("Token or API key");
    await field.fill("aiw_wrong_key");
    await page.keyboard.press("Enter");
    await page.getByText("The token, key or ticket is not valid.").waitFor();
    await field.fill(key);
    await page.keyboard.press("Enter");
    await page.getByText("Connected").waitFor();
    await chat.send("Count to 3");
    await chat.whenComplete();
    expect(await page.content()).not.toContain(key);
    await page.reload();
    await page.getByText("Connected").waitFor();
    await revokeKey(suite.server.path, id, { now: Date.now() });
    await field.waitFor();
  });
});
