import { DEFAULT_ENGINE_LIMITS, type EngineLimits } from "../../kit/limits.ts";
import { createDemoModel } from "../demo/demo-model.ts";
import type { Model, ModelCatalog, ModelListing } from "../model.ts";
import { isModelName, parseModelName, suggestModelName } from "../model-name.ts";
import { createAiSdkModel } from "../provider/ai-sdk-model.ts";
import { bearerSource } from "../provider/model-names.ts";
import type { ModelProvider } from "../provider/model-provider.ts";
import { PACKAGE_PROVIDER, type PackageModel, PackageModels } from "../provider/package/package-models.ts";
import { headerSecrets } from "../provider/provider-headers.ts";
import { type Environment, type ProviderSetup, readProviderSettings } from "../provider/provider-settings.ts";
import { MODEL_PROVIDERS } from "../provider/providers.ts";
import { createOpenFetch, type ProviderFetchOptions } from "../provider/wire/provider-fetch.ts";
import { SignsOfLife } from "../provider/wire/signs-of-life.ts";
import { contextWindowByName } from "./context-windows.ts";
import { ListedModels, type ListLimits } from "./listed-models.ts";

/** What a catalogue is made of. */
export interface ModelCatalogOptions {
  /** Keys and addresses; read once, when the catalogue is made. */
  readonly env: Environment;
  /**
   * Name that sessions without a choice of their own use. It need not be usable: `list` and `resolve` say why
   * it is not.
   */
  readonly defaultModel: string;
  /** Default: `createDemoModel()`. */
  readonly demo?: Model;
  /** Further models, each under its own id, such as those of plug-ins. Default: none. */
  readonly models?: readonly Model[];
  /**
   * Milliseconds since 1970-01-01T00:00:00Z, to read dates in `Retry-After`. Default: the machine's clock.
   */
  readonly now?: () => number;
  /** Limits of one answer, and of providers' lists. Default: those of `DEFAULT_ENGINE_LIMITS`. */
  readonly limits?: Partial<Pick<EngineLimits, "maxModelEventLength" | "maxAnswerLength"> & ListLimits>;
  /**
   * Called with the errors behind the fault `internal`, for the server's log. They must not reach clients.
   */
  readonly onUnexpectedError?: (error: unknown) => void;
}

interface ConfiguredProvider {
  readonly provider: ModelProvider;
  readonly setup: ProviderSetup;
}

const DEMO = "demo";
/** Models that are kept ready; one costs about a kilobyte, and clients choose the names. */
const MAX_MODELS = 64;

/**
 * The models that this server's environment allows: `demo` and those that it is given always, the others by
 * `openai:`, `anthropic:`, `openrouter:`, `ollama:` and `compatible:` when their variables are set, and by
 * `ai-sdk:` with an installed package. Ollama needs no key, so its address is what turns it on. Throws when
 * the id of a given model cannot be used.
 */
export function createModelCatalog(options: ModelCatalogOptions): ModelCatalog {
  const readyModels = indexModels([options.demo ?? createDemoModel(), ...(options.models ?? [])]);
  const providers = MODEL_PROVIDERS.map((provider) => ({
    provider,
    setup: readProviderSettings(provider, options.env),
  }));
  const packages = new PackageModels(options.env);
  const listed = createListed(providers, packages, options);
  const models = new Map<string, Model>();
  const wire = toWireOptions(options);
  const open = (id: string, create: () => Model): Model => {
    const model = models.get(id) ?? create();
    models.delete(id);
    models.set(id, model);
    const [oldest] = models.keys();
    if (models.size > MAX_MODELS && oldest !== undefined) models.delete(oldest);
    return model;
  };
  const resolve: ModelCatalog["resolve"] = (id) => {
    const ready = readyModels.get(id);
    if (ready !== undefined) return { model: ready };
    if (id.startsWith(`${PACKAGE_PROVIDER}:`)) {
      const found = packages.find(id.slice(PACKAGE_PROVIDER.length + 1));
      if ("unavailable" in found) return found;
      return { model: open(id, () => createPackageModel(id, found, { ...options, wire })) };
    }
    const found = findProvider(id, [...readyModels.keys()], providers);
    if ("unavailable" in found) return found;
    return { model: open(id, () => createProviderModel(id, found, { ...options, wire })) };
  };
  return {
    defaultModel: options.defaultModel,
    resolve,
    listNames: () => listed.list(),
    list: () => {
      const entries = [...readyModels.keys()].map(readyEntry);
      return putDefault(
        [...entries, ...providers.map(providerEntry), ...packages.list()],
        options.defaultModel,
        resolve,
      );
    },
  };
}

function createListed(
  providers: readonly ConfiguredProvider[],
  packages: PackageModels,
  { limits, now = Date.now }: ModelCatalogOptions,
): ListedModels {
  const own = providers.flatMap(({ provider, setup }) => {
    if ("reason" in setup) return [];
    const { settings } = setup;
    const { names = () => bearerSource(settings.baseUrl, settings.apiKey, settings.headers) } = provider;
    return [{ prefix: `${provider.name}:`, provider: provider.name, source: names(settings) }];
  });
  return new ListedModels([...own, ...packages.listing()], { ...DEFAULT_ENGINE_LIMITS, ...limits }, now);
}

/** Models that need no provider, by id. */
function indexModels(models: readonly Model[]): ReadonlyMap<string, Model> {
  const index = new Map<string, Model>();
  for (const model of models) {
    const { id } = model;
    if (!isModelName(id)) throw new Error(`“${id.slice(0, 80)}” cannot be the name of a model`);
    if (index.has(id)) throw new Error(`the model ${id} is there already`);
    if ([PACKAGE_PROVIDER, ...MODEL_PROVIDERS.map(({ name }) => name)].includes(providerOf(id))) {
      throw new Error(`the model ${id} has the name of the provider ${providerOf(id)}`);
    }
    index.set(id, model);
  }
  return index;
}

type FoundProvider = {
  readonly provider: ModelProvider;
  readonly settings: Extract<ProviderSetup, { settings: unknown }>["settings"];
  readonly modelName: string;
};

function findProvider(
  id: string,
  readyNames: readonly string[],
  providers: readonly ConfiguredProvider[],
): FoundProvider | { readonly unavailable: string } {
  const name = parseModelName(id);
  const found = providers.find(
    ({ provider }) => provider.name === (name?.provider ?? id.replace(/:\s*$/, "")),
  );
  if (found === undefined) {
    const names = [...providers.map(({ provider }) => provider.name), PACKAGE_PROVIDER];
    return { unavailable: explainUnknown(id, readyNames, names) };
  }
  if (name === undefined) {
    return {
      unavailable: `Name a model after “${found.provider.name}:”, for example “${found.provider.example}”.`,
    };
  }
  if ("reason" in found.setup) return { unavailable: found.setup.reason };
  return { provider: found.provider, settings: found.setup.settings, modelName: name.model };
}

function explainUnknown(id: string, readyNames: readonly string[], providers: readonly string[]): string {
  const suggestion = suggestModelName(id.slice(0, 200), [DEMO, ...providers]);
  const hint = suggestion === undefined ? "" : ` Did you mean “${suggestion}”?`;
  const forms = [...readyNames, ...providers.map((name) => `${name}:…`)].join(", ");
  return `There is no model “${id.slice(0, 80).toWellFormed()}”.${hint} A model is named as one of ${forms}.`;
}

function toWireOptions({ limits }: ModelCatalogOptions): ProviderFetchOptions {
  const { maxModelEventLength, maxAnswerLength } = { ...DEFAULT_ENGINE_LIMITS, ...limits };
  return {
    limits: { maxEventLength: maxModelEventLength, maxCallsLength: maxAnswerLength },
    signs: new SignsOfLife(),
  };
}

function createProviderModel(
  id: string,
  found: FoundProvider,
  options: ModelCatalogOptions & { readonly wire: ProviderFetchOptions },
): Model {
  const { provider, settings, modelName } = found;
  const { now = Date.now, onUnexpectedError, wire } = options;
  const contextWindow = contextWindowByName(modelName);
  const model = createAiSdkModel({
    id,
    source: {
      title: provider.title,
      modelName,
      addressVariable: provider.address.variable,
      secrets: [
        ...headerSecrets(settings.headers ?? {}),
        ...(settings.apiKey === undefined ? [] : [settings.apiKey]),
      ],
      ...(provider.key === undefined ? {} : { keyVariable: provider.key.variable }),
    },
    open: () => provider.open(modelName, settings, createOpenFetch(wire)),
    signs: wire.signs,
    now,
    ...provider.adapt?.(settings),
    ...(onUnexpectedError === undefined ? {} : { onUnexpectedError }),
  });
  return contextWindow === undefined ? model : { ...model, contextWindow };
}

function createPackageModel(
  id: string,
  { open, ...found }: PackageModel,
  options: ModelCatalogOptions & { readonly wire: ProviderFetchOptions },
): Model {
  const { now = Date.now, onUnexpectedError, wire } = options;
  const contextWindow = contextWindowByName(
    id
      .slice(id.indexOf(":") + 1)
      .split(":")
      .at(-1) ?? "",
  );
  const model = createAiSdkModel({
    id,
    ...found,
    open: () => open(createOpenFetch(wire)),
    signs: wire.signs,
    now,
    ...(onUnexpectedError === undefined ? {} : { onUnexpectedError }),
  });
  return contextWindow === undefined ? model : { ...model, contextWindow };
}

function readyEntry(id: string): ModelListing {
  return { model: id, provider: providerOf(id), usable: true, isDefault: false };
}

function providerEntry({ provider, setup }: ConfiguredProvider): ModelListing {
  const entry = { model: `${provider.name}:`, provider: provider.name, isDefault: false };
  return "reason" in setup ? { ...entry, usable: false, reason: setup.reason } : { ...entry, usable: true };
}

/** The default comes first. Where it is none of the entries it has one of its own, under its own name. */
function putDefault(
  entries: readonly ModelListing[],
  id: string,
  resolve: ModelCatalog["resolve"],
): readonly ModelListing[] {
  const resolved = resolve(id);
  const listed = entries.find(({ model }) => model === id);
  const entry = {
    model: id,
    provider: listed?.provider ?? parseModelName(id)?.provider ?? "",
    isDefault: true,
  };
  const first: ModelListing =
    "model" in resolved
      ? { ...entry, usable: true }
      : { ...entry, usable: false, reason: resolved.unavailable };
  return [first, ...entries.filter((each) => each !== listed)];
}

/** The part before the colon; a model without one is its own provider. */
function providerOf(id: string): string {
  return parseModelName(id)?.provider ?? id;
}
