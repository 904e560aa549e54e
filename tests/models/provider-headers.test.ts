import { describe, expect, it } from "vitest";
import { createModelCatalog } from "../../packages/engine/src/model/catalog/model-catalog.ts";
import { PROVIDER_KINDS } from "./provider-kinds.ts";
import { startSseServer } from "./sse-server.ts";
import { collect, PLANTED_KEY } from "./steps.ts";

const SECRET = "gateway-0123456789-secret";

describe.each(PROVIDER_KINDS)("extra headers of $name", (kind) => {
  const variable = kind.addressVariable.replace("BASE_URL", "HEADERS");

  it("are sent with each request, and reach no one where the provider repeats them", async () => {
    const seen: unknown[] = [];
    await using server = await startSseServer(({ request, response }) => {
      seen.push([request.headers["x-gateway-key"], request.headers["x-team"]]);
      response.writeHead(400, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ error: { message: `header ${request.headers["x-gateway-key"]} is wrong` } }),
      );
    });
    const headers = `X-Gateway-Key: ${SECRET}\nX-Team: search`;
    const env = { ...kind.env(server.origin, PLANTED_KEY), [variable]: headers };
    const resolved = createModelCatalog({ env, defaultModel: "demo" }).resolve(kind.model);
    if ("unavailable" in resolved) throw new Error(resolved.unavailable);
    const parts = await collect(resolved.model);
    expect(seen).toEqual([[SECRET, "search"]]);
    expect(JSON.stringify(parts)).toContain("is wrong");
    expect(JSON.stringify(parts)).not.toContain(SECRET);
  });

  it("that are none make its models unavailable, with the variable to correct", () => {
    const env = { ...kind.env("http://127.0.0.1:1", PLANTED_KEY), [variable]: SECRET };
    const resolved = createModelCatalog({ env, defaultModel: "demo" }).resolve(kind.model);
    const reason = `${variable} has no header of the form "Name: value" in its entry 1.`;
    expect(resolved).toEqual({ unavailable: expect.stringContaining(reason) });
    expect(JSON.stringify(resolved)).not.toContain(SECRET);
  });
});
