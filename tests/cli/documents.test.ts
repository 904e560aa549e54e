import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { configurationDocument } from "../../packages/cli/src/config/config-document.ts";
import { PROVIDER_VARIABLES } from "../../packages/cli/src/config/provider-variables.ts";
import {
  KNOWN_PACKAGES,
  PACKAGES_VARIABLE,
} from "../../packages/engine/src/model/provider/package/known-packages.ts";
import { MODEL_PROVIDERS } from "../../packages/engine/src/model/provider/providers.ts";

describe("docs/configuration.md", () => {
  it("is made of the table of options", () => {
    const document = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
    expect(document).toBe(configurationDocument());
  });
});

describe("the variables of providers", () => {
  it("are those that the engine reads, keys and headers marked as secret", () => {
    const read = MODEL_PROVIDERS.flatMap(({ key, address, headersVariable }) => [
      ...(key === undefined ? [] : [`${key.variable} secret`]),
      address.variable,
      `${headersVariable} secret`,
    ]);
    const ofPackages = KNOWN_PACKAGES.flatMap(({ variables }) =>
      variables.map(({ variable, isSecret }) => (isSecret ? `${variable} secret` : variable)),
    );
    const documented = PROVIDER_VARIABLES.map(({ variable, isSecret }) =>
      isSecret ? `${variable} secret` : variable,
    );
    expect(documented.toSorted()).toEqual([...read, ...ofPackages, PACKAGES_VARIABLE].toSorted());
  });
});
