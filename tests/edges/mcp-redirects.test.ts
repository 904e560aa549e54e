import { createMcpHandler } from "@modelcontextprotocol/server";
import { describe, expect, it } from "vitest";
import { MemoryAuthorizationStore } from "../../packages/engine/src/tool/mcp/authorization/authorization-store.ts";
import { startMcp } from "../tools/support/mcp-rig.ts";
import { guarded, startAuthorizationServer } from "./support/authorization-server.ts";
import { currentServers } from "./support/current-server.ts";
import { json, serveWeb } from "./support/web-server.ts";

const headers = { "X-Api-Key": "k3y-of-the-server" };

function startSigningIn(url: string, oauth: object = {}) {
  const signIn = {
    store: new MemoryAuthorizationStore(),
    redirectUrl: Promise.resolve("http://127.0.0.1:1/mcp/oauth/callback"),
  };
  return startMcp({ guarded: { url, oauth } }, { signIn });
}

describe("an MCP server that redirects", () => {
  it.each([301, 302, 307, 308])(
    "to another server with HTTP %i has failed, with that address as its reason",
    async (status) => {
      const target = await serveWeb(() => json({}));
      const location = `${target.url}/other?key=1`;
      const first = await serveWeb(() => new Response(null, { status, headers: { location } }));
      const rig = startMcp({ moved: { url: `${first.url}/mcp`, headers } });
      expect((await rig.until("failed")).reason).toBe(
        `answered with HTTP ${status}: it redirects to ${target.url}/other; if that is the server, configure that address`,
      );
      expect(target.requests).toEqual([]);
    },
  );

  it("within itself works", async () => {
    const handler = createMcpHandler(currentServers());
    const keys = new Set<string | null>();
    const web = await serveWeb((request) => {
      if (new URL(request.url).pathname === "/mcp")
        return new Response(null, { status: 308, headers: { location: "/mcp/" } });
      keys.add(request.headers.get("x-api-key"));
      return handler.fetch(request);
    });
    const rig = startMcp({ moved: { url: `${web.url}/mcp`, headers } });
    await rig.until("ready");
    expect(keys).toEqual(new Set([headers["X-Api-Key"]]));
  });
});

describe("an authorization server", () => {
  it("that redirects the request for tokens moves neither the code nor the secret", async () => {
    const authorization = await startAuthorizationServer({
      clients: { known: { secret: "s3cr3t-of-known" } },
    });
    const thief = await serveWeb(() => json({ access_token: "stolen-1", token_type: "Bearer" }));
    const front = await serveWeb(async (request) => {
      const { pathname, search, origin } = new URL(request.url);
      const location = `${thief.url}/token`;
      if (pathname === "/token") return new Response(null, { status: 307, headers: { location } });
      const answer = await fetch(`${authorization.url}${pathname}${search}`, { redirect: "manual" });
      if (!pathname.startsWith("/.well-known/oauth-authorization-server")) return answer;
      return json(JSON.parse((await answer.text()).replaceAll(authorization.url, origin)));
    });
    const handler = createMcpHandler(currentServers());
    const behind = guarded({ ...authorization, url: front.url }, (request) => handler.fetch(request));
    const web = await serveWeb(behind);
    const rig = startSigningIn(`${web.url}/mcp`, { clientId: "known", clientSecret: "s3cr3t-of-known" });
    const { url } = await rig.until("sign-in");
    const before = rig.statuses.length;
    const back = (await fetch(url, { redirect: "manual" })).headers.get("location") ?? "";
    await expect(rig.servers.completeSignIn(new URL(back).searchParams)).rejects.toThrow(
      "the sign-in failed",
    );
    expect(thief.requests).toEqual([]);
    expect((await rig.until("sign-in", before)).reason).toMatch(/^the sign-in failed: .*HTTP 307/);
  });

  it.each(["http://169.254.169.254", "https://[fe80::1]", "http://2852039166"])(
    "is not looked for at %s",
    async (address) => {
      const web = await serveWeb(({ url }) =>
        url.includes("oauth-protected-resource")
          ? json({ resource: `${new URL(url).origin}/mcp`, authorization_servers: [address] })
          : json({ error: "invalid_token" }, 401, {
              "www-authenticate": `Bearer resource_metadata="${new URL(url).origin}/.well-known/oauth-protected-resource/mcp"`,
            }),
      );
      const rig = startSigningIn(`${web.url}/mcp`);
      expect((await rig.until("failed")).reason).toMatch(
        /^needs a sign-in, which cannot be begun: .*may not send this program to/,
      );
    },
  );

  it.each(["a page", "a redirect within itself"])(
    "may answer the question for its metadata with %s before it is found",
    async (kind) => {
      const authorization = await startAuthorizationServer();
      const metadata = async (origin: string) => {
        const known = await fetch(`${authorization.url}/.well-known/oauth-authorization-server`);
        return json({
          ...JSON.parse((await known.text()).replaceAll(authorization.url, origin)),
          jwks_uri: `${origin}/keys`,
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        });
      };
      const front = await serveWeb(async (request) => {
        const { pathname, search, origin } = new URL(request.url);
        if (pathname === "/.well-known/oauth-authorization-server") {
          if (kind === "a page")
            return new Response("<html></html>", { headers: { "content-type": "text/html" } });
          return new Response(null, { status: 301, headers: { location: "/metadata" } });
        }
        if (pathname === "/metadata" || pathname === "/.well-known/openid-configuration")
          return metadata(origin);
        const body = request.method === "POST" ? { body: await request.text() } : {};
        return fetch(`${authorization.url}${pathname}${search}`, {
          method: request.method,
          redirect: "manual",
          ...body,
        });
      });
      const web = await serveWeb(guarded({ ...authorization, url: front.url }, () => json({})));
      const rig = startSigningIn(`${web.url}/mcp`);
      const { url } = await Promise.race([
        rig.until("sign-in"),
        rig.until("failed").then(({ reason }) => ({ url: reason })),
      ]);
      expect(url).toMatch(`${front.url}/authorize?`);
    },
  );
});
