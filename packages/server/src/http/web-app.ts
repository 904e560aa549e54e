import { existsSync } from "node:fs";
import { extname, join } from "node:path";
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

/**
 * Pages beside the application, with the file of each. They are for everybody; what the one for admins shows
 * is guarded.
 */
const PAGES = [
  ["/admin", "/admin.html"],
  ["/docs", "/docs.html"],
] as const;

/**
 * Adds the headers that keep a page of this server from being framed, sniffed or made to run what it did not
 * bring.
 */
export function registerSecurityHeaders(http: FastifyInstance): void {
  http.addHook("onSend", async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
}

/**
 * Serves the built web application at `/`, its page for admins at `/admin` and the contract at `/docs`, or
 * says how to build it when there is none.
 */
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
  const path = url.split("?")[0] ?? "/";
  return path === "/" ? "/index.html" : path;
}

async function sendFile(
  folder: string,
  { request, path }: { readonly request: FastifyRequest; readonly path: string },
  reply: FastifyReply,
): Promise<FastifyReply> {
  // Loaded when the first page is asked for: a start has no use for it.
  const { send } = await import("@fastify/send");
  const coding = codingFor(request.headers["accept-encoding"], join(folder, path));
  const sent = await send(request.raw, `${path}${coding?.suffix ?? ""}`, {
    root: folder,
    cacheControl: false,
  });
  if (sent.type !== "file") {
    reply.callNotFound();
    return reply;
  }
  const { statusCode, headers, stream } = sent;
  if (CONTENT_TYPES.has(extname(path))) reply.header("vary", "Accept-Encoding");
  if (coding !== undefined) {
    reply.header("content-encoding", coding.name);
    headers["Content-Type"] = CONTENT_TYPES.get(extname(path)) ?? "application/octet-stream";
  }
  // A page that is sent without a credential keeps the status of its refusal, so that no cache takes it for
  // the answer.
  const status = reply.statusCode === 200 ? statusCode : reply.statusCode;
  return reply.code(status).headers(headers).header("cache-control", cacheControlOf(path)).send(stream);
}

/** Codings of the copies that the build puts beside a file, the smallest first. */
const CODINGS = [
  { name: "br", suffix: ".br" },
  { name: "gzip", suffix: ".gz" },
] as const;

/** Types of the files that have compressed copies. */
const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  [".js", "application/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".html", "text/html; charset=utf-8"],
  [".svg", "image/svg+xml"],
]);

/** The first coding that the client accepts and the build has made (RFC 9110, section 12.5.3). */
function codingFor(
  accepted: string | string[] | undefined,
  path: string,
): (typeof CODINGS)[number] | undefined {
  const names = String(accepted ?? "")
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(";")[0]);
  const isText = CONTENT_TYPES.has(extname(path));
  return isText
    ? CODINGS.find(({ name, suffix }) => names.includes(name) && existsSync(path + suffix))
    : undefined;
}

/** Built assets carry a hash in their name; everything else is asked for anew. */
function cacheControlOf(path: string): string {
  return path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}
