import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEFAULT_SERVER_LIMITS } from "@aiwhisperer/server";
import { describe, expect, it } from "vitest";
import { flagOf, variableOf } from "../../packages/cli/src/config/describe-option.ts";
import { OPTION_NAMES, optionOf } from "../../packages/cli/src/config/option-table.ts";
import { parseOptionText } from "../../packages/cli/src/config/parse-option.ts";
import { PROVIDER_VARIABLES } from "../../packages/cli/src/config/provider-variables.ts";
import { CONFIG_VARIABLE, TOKEN_VARIABLE } from "../../packages/cli/src/config/variable-source.ts";
import { parseDockerfile } from "./support/dockerfile.ts";
import { parseUnit, settingOf } from "./support/unit-file.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const GUIDE = "docs/operating.md";
/** Variables that the Caddyfile has for itself. */
const OF_THE_PROXY = ["AIWHISPERER_SITE", "AIWHISPERER_UPSTREAM"];
/**
 * Time that a server may take to close once it has waited for its answers: the deadline in
 * `packages/cli/src/serve/serve.ts`.
 */
const CLOSE_DEADLINE_MS = 5_000;

const read = (name: string): string => readFileSync(join(PROJECT, name), "utf8");
const files = [
  "Dockerfile",
  GUIDE,
  ...readdirSync(join(PROJECT, "deploy")).map((name) => `deploy/${name}`),
].filter((name) => /Dockerfile|Caddyfile|\.(md|yaml|service|conf|example)$/.test(name));

/** The number that a file has in that place. */
function numberIn(name: string, pattern: RegExp): number {
  const [, digits] = pattern.exec(read(name)) ?? [];
  if (digits === undefined) throw new Error(`${name} has no ${pattern}`);
  return Number(digits);
}

describe("the files to run it with", () => {
  it("name only variables that there are", () => {
    const known = new Set([
      ...OPTION_NAMES.map(variableOf),
      ...PROVIDER_VARIABLES.map(({ variable }) => variable),
      CONFIG_VARIABLE,
      TOKEN_VARIABLE,
      ...OF_THE_PROXY,
    ]);
    const unknown = files.flatMap((name) =>
      [...read(name).matchAll(/\bAIWHISPERER_[A-Z_]+\b/g)]
        .map(([variable]) => variable)
        .filter((variable) => !known.has(variable))
        .map((variable) => `${name}: ${variable}`),
    );
    expect(files.length).toBeGreaterThan(6);
    expect(unknown).toEqual([]);
  });

  it("copy only files that there are", () => {
    const sources = parseDockerfile(read("Dockerfile")).flatMap(({ instructions }) =>
      instructions
        .filter(({ keyword, value }) => keyword === "COPY" && !value.startsWith("--from="))
        .flatMap(({ value }) => value.split(" ").slice(0, -1)),
    );
    expect(sources.length).toBeGreaterThan(10);
    expect(sources.filter((source) => !existsSync(join(PROJECT, source)))).toEqual([]);
  });

  it("make a server trust the proxy of its own network, and no other", () => {
    const compose = read("deploy/compose.yaml");
    const [, trusted = ""] = /AIWHISPERER_TRUST_PROXY: (\S+)/.exec(compose) ?? [];
    expect(compose).toContain(`- subnet: ${trusted}\n`);
    expect(parseOptionText(optionOf("trustProxy").kind, trusted, { folder: "/" })).toEqual({
      value: [trusted],
    });
  });

  it("leave a server the time that it takes to end", () => {
    const neededMs = DEFAULT_SERVER_LIMITS.drainGraceMs + CLOSE_DEADLINE_MS;
    const unit = parseUnit(read("deploy/aiwhisperer.service"));
    expect(Number(settingOf(unit, "Service.TimeoutStopSec")) * 1_000).toBeGreaterThan(neededMs);
    expect(numberIn("deploy/compose.yaml", /stop_grace_period: (\d+)s/) * 1_000).toBeGreaterThan(neededMs);
  });

  it("leave a quiet line to the pings, of which one may be lost", () => {
    const { pingIntervalMs } = DEFAULT_SERVER_LIMITS;
    expect(numberIn("deploy/nginx.conf", /proxy_read_timeout (\d+)s;/) * 1_000).toBeGreaterThan(
      2 * pingIntervalMs,
    );
  });
});

describe("the guide", () => {
  it("names only options and files that there are", () => {
    const text = read(GUIDE);
    const flags = new Set(OPTION_NAMES.map(flagOf));
    const named = [...text.matchAll(/`(--[a-z-]+)[` ]/g)].map(([, flag = ""]) => flag);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((flag) => !flags.has(flag))).toEqual([]);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = ""]) => join("docs", path));
    const paths = [...text.matchAll(/`((?:deploy|tests|packages|docs)\/[\w./-]+)`/g)].map(
      ([, path = ""]) => path,
    );
    expect([...links, ...paths].filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  });
});
