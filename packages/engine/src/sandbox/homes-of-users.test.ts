import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { homesOfUsers } from "./homes-of-users.ts";

it("the home folders of people are those of the users with their ids", async () => {
  const folder = await mkdtemp(join(tmpdir(), "users-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const lines = [
    "root:x:0:0:root:/root:/bin/sh",
    "daemon:x:1:1::/usr/sbin:/usr/sbin/nologin",
    "ann:x:1000:1000:Ann,,,:/srv/people/ann:/bin/bash",
    "daemon:x:65534:65534::/nonexistent:/bin/false",
    "broken:x:1001",
  ];
  await writeFile(join(folder, "passwd"), `${lines.join("\n")}\n`);
  expect(homesOfUsers(join(folder, "passwd"))).toEqual(["/srv/people/ann"]);
  expect(homesOfUsers(join(folder, "missing"))).toEqual([]);
});
