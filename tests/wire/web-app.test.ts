import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { startTestServer } from "../support/server.ts";

/** A server whose web app is one page with one asset, beside a file that is none of its business. */
async function servePages({ withCopies = false } = {}): Promise<URL> {
  const parent = await mkdtemp(join(tmpdir(), "aiwhisperer-pages-"));
  const webAppFolder = join(parent, "dist");
  await mkdir(join(webAppFolder, "assets"), { recursive: true });
  await writeFile(join(webAppFolder, "index.html"), "<!doctype html><title>pages</title>");
  const asset = join(webAppFolder, "assets", "app-1a2b.js");
  await writeFile(asset, "export {};");
  if (withCopies) {
    await writeFile(`${asset}.br`, brotliCompressSync("export {};"));
    await writeFile(`${asset}.gz`, gzipSync("export {};"));
  }
  await writeFile(join(parent, "secret.txt"), "not for you");
  const server = await startTestServer({ server: { webAppFolder } });
  onTestFinished(async () => {
    await server.stop();
    await rm(parent, { recursive: true });
  });
  return new URL(server.url);
}

/**
 * Status of what is asked for exactly like that: `fetch` tidies paths up, and wants nothing that it may have
 * already.
 */
function statusOf(
  { host, hostname, port }: URL,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  const answer = Promise.withResolvers<number | undefined>();
  const asked = request({ hostname, port, path, headers: { host, ...headers } }, (response) => {
    response.resume();
    answer.resolve(response.statusCode);
  });
  asked.on("error", answer.reject).end();
  return answer.promise;
}

describe("the files of the web app", () => {
  it("are asked for anew, but for assets, whose names change with them", async () => {
    const url = await servePages();
    const page = await fetch(url);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await page.text()).toContain("pages");
    const asset = await fetch(new URL("/assets/app-1a2b.js", url));
    expect(asset.headers.get("content-type")).toBe("application/javascript; charset=utf-8");
    expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  it("are sent in the smallest coding that the client accepts and the build has made", async () => {
    const url = new URL("/assets/app-1a2b.js", await servePages({ withCopies: true }));
    const get = (coding: string) => fetch(url, { headers: { "accept-encoding": coding } });
    for (const [accepted, expected] of [
      ["gzip, deflate, br", "br"],
      ["gzip;q=1.0, br;q=0", "gzip"],
      ["identity", null],
    ] as const) {
      const answer = await get(accepted);
      expect([accepted, answer.headers.get("content-encoding")]).toEqual([accepted, expected]);
      expect(answer.headers.get("content-type")).toBe("application/javascript; charset=utf-8");
      expect(answer.headers.get("vary")).toBe("Accept-Encoding");
      expect(await answer.text()).toBe("export {};");
    }
  });

  it("are not sent again to who has them", async () => {
    const url = await servePages();
    const etag = (await fetch(url)).headers.get("etag") ?? "";
    expect(await statusOf(url, "/", { "if-none-match": etag })).toBe(304);
    expect(await statusOf(url, "/", { "if-none-match": '"another"' })).toBe(200);
  });

  it("are those of its folder alone, and what is not there is 404", async () => {
    const url = await servePages();
    const paths = ["/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt"];
    for (const path of [...paths, "/nothing.js", "/assets", "/%00", "/%"]) {
      expect([path, await statusOf(url, path)]).toEqual([path, expect.toSatisfy(isClientError)]);
    }
  });
});

function isClientError(status: unknown): boolean {
  return status === 400 || status === 403 || status === 404;
}
