import { createDemoModel } from "./demo/demo-model.ts";
import type { Model, ModelCatalog, ModelListing } from "./model.ts";
import { parseModelName, suggestModelName } from "./model-name.ts";
import { createAiSdkModel } from "./provider/ai-sdk-model.ts";
import type { ModelProvider } from "./provider/model-provider.ts";
import { type Environment, type ProviderSetup, readProviderSettings } from "./provider/provider-settings.ts";
import { MODEL_PROVIDERS } from "./provider/providers.ts";

/** What a catalogue is made of. */
export interface ModelCatalogOptions {
  /** Keys and addresses; read once, when the catalogue is made. */
  readonly env: Environment;
  /** Name that sessions without a choice of their own use. It need not be usable: `list` and `resolve` say why it is not. */
  readonly defaultModel: string;
  /** Default: `createDemoModel()`. */
  readonly demo?: Model;
  /** Milliseconds since 1970-01-01T00:00:00Z, to read dates in `Retry-After`. Default: the machine's clock. */
  readonly now?: () => number;
  /** Told of errors behind the fault `internal`, for the server's log; never to be shown to clients. */
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
 * The models that this server's environment allows: `demo` always, the others by `openai:`, `anthropic:`, `openrouter:`, `ollama:`
 * and `compatible:` when their variables are set. Ollama needs no key, so its address is what turns it on.
 */
export function createModelCatalog(options: ModelCatalogOptions): ModelCatalog {
  const demo = options.demo ?? createDemoModel();
  const providers = MODEL_PROVIDERS.map((provider) => ({
    provider,
    setup: readProviderSettings(provider, options.env),
  }));
  const models = new Map<string, Model>();
  const open = (id: string, create: () => Model): Model => {
    const model = models.get(id) ?? create();
    models.delete(id);
    models.set(id, model);
    const [oldest] = models.keys();
    if (models.size > MAX_MODELS && oldest !== undefined) models.delete(oldest);
    return model;
  };
  const resolve: ModelCatalog["resolve"] = (id) => {
    if (id === DEMO) return { model: demo };
    const found = findProvider(id, providers);
    if ("unavailable" in found) return found;
    return { model: open(id, () => createProviderModel(id, found, options)) };
  };
  return {
    defaultModel: options.defaultModel,
    resolve,
    list: () => listModels(options.defaultModel, providers, resolve),
  };
}

type FoundProvider = {
  readonly provider: ModelProvider;
  readonly settings: Extract<ProviderSetup, { settings: unknown }>["settings"];
  readonly modelName: string;
};

function findProvider(
  id: string,
  providers: readonly ConfiguredProvider[],
): FoundProvider | { readonly unavailable: string } {
  const names = providers.map(({ provider }) => provider.name);
  const name = parseModelName(id);
  const found = providers.find(
    ({ provider }) => provider.name === (name?.provider ?? id.replace(/:\s*$/, "")),
  );
  if (found === undefined) return { unavailable: explainUnknown(id, [DEMO, ...names]) };
  if (name === undefined) {
    return {
      unavailable: `Name a model after “${found.provider.name}:”, for example “${found.provider.example}”.`,
    };
  }
  if ("reason" in found.setup) return { unavailable: found.setup.reason };
  return { provider: found.provider, settings: found.setup.settings, modelName: name.model };
}

function explainUnknown(id: string, names: readonly string[]): string {
  const suggestion = suggestModelName(id.slice(0, 200), names);
  const hint = suggestion === undefined ? "" : ` Did you mean “${suggestion}”?`;
  const forms = names.map((name) => (name === DEMO ? DEMO : `${name}:…`)).join(", ");
  return `There is no model “${id.slice(0, 80).toWellFormed()}”.${hint} A model is named as one of ${forms}.`;
}

function createProviderModel(id: string, found: FoundProvider, options: ModelCatalogOptions): Model {
  const { provider, settings, modelName } = found;
  const { now = Date.now, onUnexpectedError } = options;
  return createAiSdkModel({
    id,
    source: {
      title: provider.title,
      modelName,
      addressVariable: provider.address.variable,
      secrets: settings.apiKey === undefined ? [] : [settings.apiKey],
      ...(provider.key === undefined ? {} : { keyVariable: provider.key.variable }),
    },
    open: () => provider.open(modelName, settings),
    now,
    ...provider.adapt?.(settings),
    ...(onUnexpectedError === undefined ? {} : { onUnexpectedError }),
  });
}

/** `demo` and one entry a provider; a default that is none of these comes first, under its own name. */
function listModels(
  defaultModel: string,
  providers: readonly ConfiguredProvider[],
  resolve: ModelCatalog["resolve"],
): readonly ModelListing[] {
  const demo: ModelListing = { model: DEMO, provider: DEMO, usable: true, isDefault: defaultModel === DEMO };
  const others = providers.map(({ provider, setup }): ModelListing => {
    const entry = { model: `${provider.name}:`, provider: provider.name, isDefault: false };
    return "reason" in setup ? { ...entry, usable: false, reason: setup.reason } : { ...entry, usable: true };
  });
  if (demo.isDefault) return [demo, ...others];
  const resolved = resolve(defaultModel);
  const entry = {
    model: defaultModel,
    provider: parseModelName(defaultModel)?.provider ?? "",
    isDefault: true,
  };
  const first: ModelListing =
    "model" in resolved
      ? { ...entry, usable: true }
      : { ...entry, usable: false, reason: resolved.unavailable };
  return [first, demo, ...others];
}
