import { spawn } from "node:child_process";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";

const ROOT = join(import.meta.dirname, "../..");
const EXAMPLE = join(import.meta.dirname, `readme-example-${process.pid}.ts`);
const DOCUMENTS = [
  "README.md",
  "PROTOCOL.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "SECURITY.md",
];

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/**
 * The search path of a person's shell: npm puts the project's own programs before it, and with them its Node.
 */
const withoutProjectFolders = (path: string): string =>
  path
    .split(":")
    .filter((folder) => !folder.includes("node_modules"))
    .join(":");

let server: TestServer | undefined;
afterEach(async () => {
  rmSync(EXAMPLE, { force: true });
  await server?.stop();
});

describe("the documents", () => {
  it("have an example in the README that runs unchanged", async () => {
    const [, example = ""] = /```ts\n([\s\S]*?)```/.exec(read("README.md")) ?? [];
    server = await startTestServer();
    writeFileSync(EXAMPLE, example.replace("ws://127.0.0.1:8000/ws", server.wsUrl));
    const [, command = ""] = /```sh\n(npx node )example\.ts\n```/.exec(read("README.md")) ?? [];
    expect(command).toBe("npx node ");
    const env = { ...process.env, PATH: withoutProjectFolders(process.env.PATH ?? "") };
    const child = spawn("/bin/sh", ["-c", `${command}"$0"`, EXAMPLE], {
      cwd: ROOT,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toMatch(/1.*2.*3.*4.*5[\s\S]*session Active, turn Completed, 2 messages/);
  });

  it("name only files and folders that exist", () => {
    const missing = DOCUMENTS.flatMap((document) => {
      const text = read(document);
      // A type with limits, such as `Tool[](..8)`, looks like a link.
      const prose = text.replace(/`[^`\n]*`/g, "");
      const links = [...prose.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = ""]) => path);
      const paths = [...text.matchAll(/`((?:packages|tests|examples|docs)\/[\w./-]+)`/g)].map(
        ([, path = ""]) => path,
      );
      return [...links, ...paths]
        .filter((path) => !existsSync(join(ROOT, path)))
        .map((path) => `${document}: ${path}`);
    });
    expect(missing).toEqual([]);
  });

  it("name, in each guide, at most six files to touch, which exist", () => {
    const guides = globSync("docs/guides/*.md", { cwd: ROOT }).filter((name) => !name.endsWith("README.md"));
    expect(guides.length).toBe(5);
    for (const guide of guides) {
      const text = read(guide);
      const [, list = ""] = /\n## Files\n\n([\s\S]*?)\n\n## /.exec(text) ?? [];
      const files = list.split("\n").filter((line) => /^\d\. /.test(line));
      expect(files.length, guide).toBeGreaterThan(0);
      expect(files.length, guide).toBeLessThanOrEqual(guide.endsWith("write-a-plug-in.md") ? 1 : 6);
      const paths = [...text.matchAll(/`((?:packages|tests|examples|docs)\/[\w./-]+)`/g)].map(
        ([, path = ""]) => path,
      );
      expect(
        paths.filter((path) => !existsSync(join(ROOT, path))),
        guide,
      ).toEqual([]);
    }
  });

  it("show, in SECURITY.md, by which test each threat is seen to be held", () => {
    const [, section = ""] = /\n## Threats\n([\s\S]*?)\n## /.exec(read("SECURITY.md")) ?? [];
    const rows = section.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| who |"));
    expect(rows.length).toBeGreaterThan(20);
    // The last column has tests and nothing else; that they exist is seen above.
    const bare = rows.filter(
      (row) => !/\| `(?:tests|packages)\/[\w./-]+\.test\.tsx?`(?:, `[\w./-]+\.test\.tsx?`)* \|$/.test(row),
    );
    expect(bare).toEqual([]);
  });

  it("name, in ARCHITECTURE.md, every member", () => {
    const members = ["protocol", "idl", "engine", "server", "client", "react", "web", "cli"];
    const text = read("ARCHITECTURE.md");
    expect(members.filter((member) => !text.includes(`\`packages/${member}\``))).toEqual([]);
    expect(text.split("\n").length).toBeLessThanOrEqual(150);
  });
});
