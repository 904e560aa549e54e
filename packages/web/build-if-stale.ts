import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

const webRoot = fileURLToPath(new URL(".", import.meta.url));
const repositoryRoot = resolve(webRoot, "../..");
const stampFile = join(webRoot, "dist/build-stamp.txt");
const lockFile = join(webRoot, "build-lock.sqlite");
const lockTimeoutMs = 120_000;
const MIN_COMPRESSED_BYTES = 400;
const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

/**
 * Everything that the bundle is made of, relative to the repository; the lockfile represents the
 * dependencies.
 */
const sources = [
  "package-lock.json",
  "packages/client/src",
  "packages/protocol/admin",
  "packages/protocol/document",
  "packages/protocol/form",
  "packages/protocol/gen",
  "packages/protocol/index.ts",
  "packages/protocol/rpc",
  "packages/protocol/text",
  "packages/react/src",
  "packages/web/admin.html",
  "packages/web/docs.html",
  "packages/web/index.html",
  "packages/web/public",
  "packages/web/src",
  "packages/web/vite.config.ts",
];

/**
 * Builds the web application into `packages/web/dist` when its sources differ from those of the last build,
 * and reports in one line. Rejects when the build fails.
 */
async function buildIfStale(tell: (text: string) => void): Promise<void> {
  const stamp = await hashSources();
  if ((await readStamp()) === stamp) return;
  using _lock = lockBuild();
  // Another process may have built while this one waited for the lock.
  if ((await readStamp()) === stamp) return;
  await buildInto(stamp, tell);
}

async function buildInto(stamp: string, tell: (text: string) => void): Promise<void> {
  tell("Building the web app… ");
  const startedAt = performance.now();
  const { build } = await import("vite");
  await build({ root: webRoot, configFile: join(webRoot, "vite.config.ts"), logLevel: "warn" });
  await compressFiles(join(webRoot, "dist"));
  await writeFile(stampFile, stamp);
  tell(`done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

/**
 * Puts a Brotli and a gzip copy beside every text file that is large enough to gain by it; the server sends
 * those.
 */
async function compressFiles(folder: string): Promise<void> {
  const files = (await listFiles(folder)).filter((path) => /\.(js|css|html|svg)$/.test(path));
  for (const path of files) {
    const content = await readFile(path);
    if (content.length < MIN_COMPRESSED_BYTES) continue;
    const [small, smaller] = await Promise.all([
      compressGzip(content, { level: 9 }),
      compressBrotli(content),
    ]);
    await writeFile(`${path}.gz`, small);
    await writeFile(`${path}.br`, smaller);
  }
}

/**
 * Waits until no other process builds. The lock is SQLite's, since the system releases it however its owner
 * ends.
 */
function lockBuild(): Disposable {
  const database = new DatabaseSync(lockFile, { timeout: lockTimeoutMs });
  database.exec("BEGIN EXCLUSIVE");
  return { [Symbol.dispose]: () => database.close() };
}

async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of await listFiles(join(repositoryRoot, source))) {
      hash
        .update(relative(repositoryRoot, file))
        .update("\0")
        .update(await readFile(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

async function listFiles(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    if (hasCode(error, "ENOTDIR")) return [path];
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

async function readStamp(): Promise<string | undefined> {
  try {
    return await readFile(stampFile, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

if (import.meta.main) {
  // Whatever the shell says: a development build would bring React's development half along.
  process.env.NODE_ENV = "production";
  await buildIfStale((text) => process.stdout.write(text));
}
