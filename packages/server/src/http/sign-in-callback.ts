import type { FastifyInstance, FastifyReply } from "fastify";

/** Where authorization servers send people back to after a sign-in at a tool server. */
export const SIGN_IN_CALLBACK_PATH = "/mcp/oauth/callback";

/**
 * Ends a sign-in with the parameters of the redirect. Resolves with the name of what the person signed in at;
 * rejects when no sign-in waits or it failed.
 */
export type CompleteSignIn = (params: URLSearchParams) => Promise<string>;

/**
 * Serves the end of sign-ins. It needs no authentication: a request is admitted by the `state` of its
 * sign-in, which works once.
 */
export function registerSignInCallback(http: FastifyInstance, complete: CompleteSignIn): void {
  http.get(SIGN_IN_CALLBACK_PATH, async (request, reply) => {
    const { searchParams } = new URL(request.raw.url ?? "/", "http://localhost");
    try {
      const name = await complete(searchParams);
      return answer(reply, 200, `You are signed in at ${name}. You can close this window.\n`);
    } catch {
      // The reason may quote the authorization server; the status of the tool server has it in a form that
      // can be shown.
      return answer(
        reply,
        400,
        "The sign-in did not succeed. The status of the server says why and has a new link.\n",
      );
    }
  });
}

function answer(reply: FastifyReply, code: number, text: string): FastifyReply {
  // The address holds a code: it is kept nowhere.
  return reply.code(code).type("text/plain; charset=utf-8").header("cache-control", "no-store").send(text);
}
