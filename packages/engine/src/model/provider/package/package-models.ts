import type { ModelListing } from "../../model.ts";
import type { AiSdkModelOptions } from "../ai-sdk-model.ts";
import type { NameSource } from "../model-names.ts";
import { COMPATIBLE_RULES, type PromptRules } from "../prompt-rules.ts";
import type { Environment } from "../provider-settings.ts";
import type { OpenFetch } from "../wire/provider-fetch.ts";
import {
  KNOWN_PACKAGES,
  type KnownPackage,
  missingVariables,
  PACKAGES_VARIABLE,
  packageOptions,
} from "./known-packages.ts";
import { isInstalled, isPackageName, openPackage } from "./open-package.ts";

/** The part of a model's name before its first colon, for models of any package: `ai-sdk:PACKAGE:MODEL`. */
export const PACKAGE_PROVIDER = "ai-sdk";

/** What makes a model of a package one of ours. */
export type PackageModel = Pick<AiSdkModelOptions, "source" | "rules" | "namesFinish" | "providerOptions"> & {
  readonly open: (openFetch: OpenFetch) => ReturnType<AiSdkModelOptions["open"]>;
};

/** A package whose provider lists its models. */
interface ListingPackage {
  readonly prefix: string;
  readonly provider: string;
  readonly source: NameSource;
}

/** A package whose models can be asked for, or why not. */
interface Setup {
  readonly known: KnownPackage | undefined;
  readonly options: Readonly<Record<string, string>>;
}

/** Ids of calls are in a form that all providers accept; thoughts are parts, which each package encodes. */
const RULES: PromptRules = { ...COMPATIBLE_RULES, thoughts: "parts" };

/** Variables whose values are to be in no text. */
const SECRET_NAME = /KEY|SECRET|TOKEN|PASSWORD/;
const MIN_SECRET = 8;

/**
 * The models of installed packages for the AI SDK. A package is loaded only if its variables turn it on, or
 * if the operator names it in `AIWHISPERER_MODEL_PACKAGES`: clients choose the names of models, and loading
 * runs code.
 */
export class PackageModels {
  readonly #env: Environment;
  readonly #named: readonly string[];

  constructor(env: Environment) {
    this.#env = env;
    this.#named = (env[PACKAGES_VARIABLE] ?? "").split(/[\s,]+/).filter((name) => name !== "");
  }

  /** What `ai-sdk:` of these models is followed by, as an entry for each package that is turned on. */
  list(): readonly ModelListing[] {
    const on = KNOWN_PACKAGES.filter((known) => missingVariables(known, this.#env) === undefined);
    const names = new Set([...on.map(({ name }) => name), ...this.#named]);
    return Array.from(names, (name) => {
      const entry = {
        model: `${PACKAGE_PROVIDER}:${name}:`,
        provider: PACKAGE_PROVIDER,
        isDefault: false,
      };
      const setup = this.#setup(name);
      return "unavailable" in setup
        ? { ...entry, usable: false, reason: setup.unavailable }
        : { ...entry, usable: true };
    });
  }

  /** The packages whose providers list their models. */
  listing(): readonly ListingPackage[] {
    return KNOWN_PACKAGES.flatMap((known) => {
      if (known.names === undefined || "unavailable" in this.#setup(known.name)) return [];
      const source = known.names(packageOptions(known, this.#env));
      return [{ prefix: `${PACKAGE_PROVIDER}:${known.name}:`, provider: PACKAGE_PROVIDER, source }];
    });
  }

  /** The model that a name after `ai-sdk:` asks for, or why it cannot be used and what to do. */
  find(name: string): PackageModel | { readonly unavailable: string } {
    const colon = name.indexOf(":");
    const packageName = colon < 0 ? name : name.slice(0, colon);
    const modelName = colon < 0 ? "" : name.slice(colon + 1);
    if (!isPackageName(packageName) || modelName.trim() === "") {
      const example = KNOWN_PACKAGES[0]?.example ?? "";
      return { unavailable: `Name a package and a model after “ai-sdk:”, for example “${example}”.` };
    }
    const setup = this.#setup(packageName);
    if ("unavailable" in setup) return setup;
    const { known, options } = setup;
    return {
      source: {
        title: known?.title ?? packageName,
        modelName,
        addressVariable: known?.addressVariable ?? PACKAGES_VARIABLE,
        secrets: this.#secrets(),
        ...(known === undefined ? {} : { keyVariable: known.keyVariable }),
      },
      rules: RULES,
      namesFinish: known?.namesFinish ?? false,
      ...(known?.providerOptions === undefined ? {} : { providerOptions: known.providerOptions }),
      open: async (openFetch) =>
        openPackage(packageName, modelName, { ...options, fetch: await openFetch("plain") }),
    };
  }

  #setup(name: string): Setup | { readonly unavailable: string } {
    const known = KNOWN_PACKAGES.find((each) => each.name === name);
    if (known === undefined && !this.#named.includes(name)) {
      return {
        unavailable: `The package ${name} is not allowed. The operator adds it to ${PACKAGES_VARIABLE}.`,
      };
    }
    const missing = known === undefined ? undefined : missingVariables(known, this.#env);
    if (known !== undefined && missing !== undefined) {
      return { unavailable: `Set ${missing} to use ${known.title}.` };
    }
    if (!isInstalled(name)) {
      return {
        unavailable: `The package ${name} is not installed. Run “npm install ${name}” beside the server.`,
      };
    }
    return { known, options: known === undefined ? {} : packageOptions(known, this.#env) };
  }

  #secrets(): readonly string[] {
    return Object.entries(this.#env).flatMap(([name, value]) =>
      SECRET_NAME.test(name) && value !== undefined && value.length >= MIN_SECRET ? [value.trim()] : [],
    );
  }
}
