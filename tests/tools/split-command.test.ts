import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { splitCommand } from "../../packages/engine/src/grant/split-command.ts";

const SHELLS = ["/bin/sh", "/bin/dash", "/bin/bash", "/bin/busybox"].filter((path) => existsSync(path));
const COMMANDS = Number(process.env.FUZZ_COMMANDS ?? 300);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

/** Pieces that a shell reads in some way of its own, beside plain ones. */
const PIECES = [
  ..."abc -=/.,:@%+^_ \t\n;&|'\"\\$`(){}[]<>*?~#!12",
  ..."a a b b x 'x' \"x\" 'a;b' \"a|b\"".split(" "),
  ...[
    " ",
    " ",
    " ",
    "&&",
    "||",
    ";",
    "|",
    "&",
    "2>&1",
    ">/dev/null",
    " 2>/dev/null",
    '\\"',
    "\\ ",
    "\\'",
    "$x",
  ],
  ...[
    "<<e",
    "$(b)",
    "`b`",
    "a=b",
    "''",
    '""',
    "if",
    "é",
    "\u00a0",
    "\\n",
    "$'x'",
    "{a,b}",
    "&>",
    "|&",
    ";;",
    "\\\n",
  ],
];

/**
 * The programs of the commands. Each writes its arguments to a descriptor of its own, at once, since those of
 * a pipe run at the same time.
 */
const PRELUDE = String.raw`S=$(printf '\001'); E=$(printf '\002')
a() { line=a$S; for word in "$@"; do line=$line$word$S; done; printf '%s' "$line$E" >&9; }
b() { line=b$S; for word in "$@"; do line=$line$word$S; done; printf '%s' "$line$E" >&9; }
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-split-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Numbers that follow from a seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) / 0x800000;
  };
}

/** What a shell has run, or `undefined` when it does not take the command. */
function runBy(shell: string, command: string): readonly string[] | undefined {
  const record = join(folder, "record");
  writeFileSync(record, "");
  const script = `exec 9>>'${record}'\n${PRELUDE}eval "$1"\nstatus=$?\nwait\nexit $status`;
  const args = shell.endsWith("busybox")
    ? ["sh", "-c", script, "sh", command]
    : ["-c", script, "sh", command];
  const { signal } = spawnSync(shell, args, { cwd: folder, env: { PATH: folder }, timeout: 10_000 });
  if (signal !== null) return undefined;
  return readFileSync(record, "utf8").split("\u0002").slice(0, -1);
}

describe("commands that are split", () => {
  it(`run nothing but their parts in real shells (seed ${SEED})`, () => {
    const random = numbers(SEED);
    const pick = (): string => PIECES[Math.floor(random() * PIECES.length)] ?? "";
    let checked = 0;
    for (let attempt = 0; checked < COMMANDS && attempt < COMMANDS * 200; attempt += 1) {
      const length = 1 + Math.floor(random() * 10);
      const command = `a${Array.from({ length }, pick).join("")}`;
      const parts = splitCommand(command);
      if (parts === undefined || parts.some(([program]) => !/^[ab]$/.test(program?.text ?? ""))) continue;
      checked += 1;
      const known = new Set(parts.map((part) => part.map(({ text }) => `${text}\u0001`).join("")));
      for (const shell of SHELLS) {
        const run = runBy(shell, command);
        expect(
          run?.filter((call) => !known.has(call)),
          `${shell}: ${JSON.stringify(command)}`,
        ).toEqual([]);
        expect(readdirSync(folder), `${shell}: ${JSON.stringify(command)}`).toEqual(["record"]);
        expect(run?.length, `${shell}: ${JSON.stringify(command)}`).toBeGreaterThan(0);
      }
    }
    expect(checked).toBe(COMMANDS);
  }, 900_000);
});
