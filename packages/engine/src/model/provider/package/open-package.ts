import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ModelSetupError } from "../model-setup-error.ts";
import type { SdkModel } from "../sdk-types.ts";
import type { Fetch } from "../wire/wire-fetch.ts";

/** A package's name as npm allows it: no path, no scheme, no version. */
const PACKAGE_NAME = /^(?:@[a-z0-9][a-z0-9._-]{0,100}\/)?[a-z0-9][a-z0-9._-]{0,100}$/;

type Factory = (options: Readonly<Record<string, unknown>>) => unknown;
type MakeModel = (modelName: string) => unknown;

const { resolve } = createRequire(import.meta.url);

/** Whether a text names a package, and nothing else. */
export function isPackageName(name: string): boolean {
  return PACKAGE_NAME.test(name);
}

/** Whether a package is installed beside this server. Nothing of it is run. */
export function isInstalled(name: string): boolean {
  const folders = resolve.paths(name) ?? [];
  return isPackageName(name) && folders.some((folder) => existsSync(join(folder, name, "package.json")));
}

/**
 * Loads a package that is installed and makes a model of it. Rejects with a `ModelSetupError` when the
 * package is no provider for the AI SDK, or is one for another version.
 */
export async function openPackage(
  name: string,
  modelName: string,
  options: Readonly<Record<string, unknown>> & { readonly fetch: Fetch },
): Promise<SdkModel> {
  if (!isPackageName(name)) throw new ModelSetupError(`The package ${name} is no name of a package.`);
  const loaded: Readonly<Record<string, unknown>> = await import(name);
  const factory = findFactory(name, loaded);
  if (factory === undefined)
    throw new ModelSetupError(`The package ${name} has no function that makes a provider.`);
  const model = makerOf(factory(options))?.(modelName);
  const { specificationVersion: version } = toFields(model);
  if (version === "v4") return model as SdkModel;
  throw new ModelSetupError(
    `The package ${name} makes models of version ${String(version)}, and this server needs v4.`,
  );
}

/** `createGoogle` of `@ai-sdk/google`: the name of the package as far as possible, else the only one. */
function findFactory(name: string, loaded: Readonly<Record<string, unknown>>): Factory | undefined {
  const wanted = `create${name.replace(/^.*\//, "").replaceAll(/[^a-z0-9]/g, "")}`;
  const names = Object.keys(loaded).filter(
    (each) => /^create[A-Z]/.test(each) && typeof loaded[each] === "function",
  );
  const found =
    names.find((each) => each.toLowerCase() === wanted) ?? (names.length === 1 ? names[0] : undefined);
  return found === undefined ? undefined : (loaded[found] as Factory);
}

function makerOf(provider: unknown): MakeModel | undefined {
  const { languageModel } = toFields(provider);
  if (typeof languageModel === "function") return (modelName) => languageModel.call(provider, modelName);
  return typeof provider === "function" ? (provider as MakeModel) : undefined;
}

/** A provider may be a function with members. */
function toFields(value: unknown): Readonly<Record<string, unknown>> {
  const hasMembers = typeof value === "function" || (typeof value === "object" && value !== null);
  return hasMembers ? (value as Readonly<Record<string, unknown>>) : {};
}
