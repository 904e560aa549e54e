import { existsSync } from "node:fs";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

const SECURITY_HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

/** Pages beside the application, with the file of each. They are for everybody; what the one for admins shows is guarded. */
const PAGES = [
  ["/admin", "/admin.html"],
  ["/docs", "/docs.html"],
] as const;

/** Adds the headers that keep a page of this server from being framed, sniffed or made to run what it did not bring. */
export function registerSecurityHeaders(http: FastifyInstance): void {
  http.addHook("onSend", async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
}

/** Serves the built web application at `/`, its page for admins at `/admin` and the contract at `/docs`, or says how to build it when there is none. */
export function registerWebApp(http: FastifyInstance, folder: string): void {
  if (existsSync(folder)) {
    for (const [path, file] of PAGES) {
      const sendPage = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
        sendFile(folder, { request, path: file }, reply);
      http.get(path, sendPage);
      http.get(`${path}/`, sendPage);
    }
    http.get("/*", (request, reply) => sendFile(folder, { request, path: pathOf(request) }, reply));
    return;
  }
  http.get("/", (_request, reply) =>
    reply
      .type("text/plain; charset=utf-8")
      .send("The web app has not been built. Start the server with `npm start`.\n"),
  );
}

function pathOf({ raw: { url = "/" } }: FastifyRequest): string {
  return url.split("?")[0] ?? "/";
}

async function sendFile(
  folder: string,
  { request, path }: { readonly request: FastifyRequest; readonly path: string },
  reply: FastifyReply,
): Promise<FastifyReply> {
  // Loaded when the first page is asked for: a start has no use for it.
  const { send } = await import("@fastify/send");
  const sent = await send(request.raw, path, { root: folder, cacheControl: false });
  if (sent.type !== "file") {
    reply.callNotFound();
    return reply;
  }
  const { statusCode, headers, stream } = sent;
  // A page that is sent without a credential keeps the status of its refusal, so that no cache takes it for the answer.
  const status = reply.statusCode === 200 ? statusCode : reply.statusCode;
  return reply.code(status).headers(headers).header("cache-control", cacheControlOf(path)).send(stream);
}

/** Built assets carry a hash in their name; everything else is asked for anew. */
function cacheControlOf(path: string): string {
  return path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}
