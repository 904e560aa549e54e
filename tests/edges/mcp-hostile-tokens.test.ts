import { createMcpHandler } from "@modelcontextprotocol/server";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { MemoryAuthorizationStore } from "../../packages/engine/src/tool/mcp/authorization/authorization-store.ts";
import { startMcp } from "../tools/support/mcp-rig.ts";
import { guarded, startAuthorizationServer } from "./support/authorization-server.ts";
import { currentServers } from "./support/current-server.ts";
import { json, serveWeb } from "./support/web-server.ts";

/** A sign-in whose authorization server answers requests for tokens with that. */
async function signInWith(answer: (form: URLSearchParams) => Response) {
  const written: string[] = [];
  for (const method of ["log", "warn", "error", "debug", "info"] as const) {
    const spy = vi
      .spyOn(console, method)
      .mockImplementation((...args) => void written.push(args.map(String).join(" ")));
    onTestFinished(() => spy.mockRestore());
  }
  const authorization = await startAuthorizationServer();
  const forms: URLSearchParams[] = [];
  const front = await serveWeb(async (request) => {
    const { pathname, search, origin } = new URL(request.url);
    if (pathname === "/token") {
      const form = new URLSearchParams(await request.text());
      forms.push(form);
      return answer(form);
    }
    const hasBody = request.method === "POST";
    const passed = await fetch(`${authorization.url}${pathname}${search}`, {
      method: request.method,
      redirect: "manual",
      ...(hasBody ? { body: await request.text() } : {}),
    });
    if (!pathname.startsWith("/.well-known/oauth-authorization-server")) return passed;
    return json(JSON.parse((await passed.text()).replaceAll(authorization.url, origin)));
  });
  const handler = createMcpHandler(currentServers());
  const web = await serveWeb(
    guarded({ ...authorization, url: front.url }, (request) => handler.fetch(request)),
  );
  const signIn = {
    store: new MemoryAuthorizationStore(),
    redirectUrl: Promise.resolve("http://127.0.0.1:1/mcp/oauth/callback"),
  };
  const rig = startMcp({ guarded: { url: `${web.url}/mcp` } }, { signIn });
  const { url } = await rig.until("sign-in");
  const back = new URL((await fetch(url, { redirect: "manual" })).headers.get("location") ?? "").searchParams;
  const before = rig.statuses.length;
  const outcome = await rig.servers.completeSignIn(back).then(
    (name) => name,
    (error: Error) => `${error.message}`,
  );
  const ended = await Promise.race([
    rig.until("sign-in", before),
    rig.until("failed", before),
    rig.until("ready", before),
  ]);
  const secrets = forms.flatMap((form) => [form.get("code") ?? "?", form.get("code_verifier") ?? "?"]);
  return { outcome, ended, texts: JSON.stringify(rig.statuses) + written.join("\n"), secrets };
}

const SECRET = "s3cr3t-t0ken";
const bearer = (token: unknown) => json({ access_token: token, token_type: "Bearer" });
const echo = (form: URLSearchParams) => `bad ${form.get("code")} with ${form.get("code_verifier")}`;

describe("an authorization server whose tokens cannot be used", () => {
  it.each<[string, (form: URLSearchParams) => Response, RegExp]>([
    [
      "repeats the code and the verifier",
      (form) => json({ error: "invalid_grant", error_description: echo(form) }, 400),
      /bad \[redacted\] with \[redacted\]/,
    ],
    ["repeats them in a page", (form) => new Response(echo(form), { status: 400 }), /HTTP 400/],
    ["sends a token with a line break", () => bearer(`${SECRET}\nX-Evil: 1`), /no header can have/],
    ["sends a token with other characters", () => bearer(`${SECRET}€`), /no header can have/],
    ["sends a token with half a character", () => bearer(`${SECRET}\ud800`), /no header can have/],
    ["sends an empty token", () => bearer(""), /no header can have/],
    ["sends a token that is no text", () => bearer(7), /expected string/],
    ["sends a page", () => new Response(`${SECRET} is in it`), /the answer is not JSON/],
    ["sends a form", () => new Response(`access_token=${SECRET}`), /the answer is not JSON/],
    ["sends nothing", () => new Response(null, { status: 204 }), /the answer is not JSON/],
    ["sends null", () => json(null), /expected object/],
    ["fails", () => new Response(SECRET, { status: 500 }), /HTTP 500/],
  ])("gets another sign-in and no secret anywhere: it %s", async (_name, answer, reason) => {
    const { outcome, ended, texts, secrets } = await signInWith(answer);
    expect(outcome).toBe("the sign-in failed");
    expect(ended).toMatchObject({ state: "sign-in", reason: expect.stringMatching(reason) });
    for (const secret of [SECRET.slice(0, 8), ...secrets]) expect(texts).not.toContain(secret);
  });
});
