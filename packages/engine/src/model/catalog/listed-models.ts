import { openTransport } from "../../http/transport.ts";
import type { Clock } from "../../kit/clock.ts";
import type { EngineLimits } from "../../kit/limits.ts";
import type { ModelListing } from "../model.ts";
import { isModelName } from "../model-name.ts";
import { type NamedModel, type NameSource, readModelNames } from "../provider/model-names.ts";

/** The limits of providers' lists. */
export type ListLimits = Pick<EngineLimits, "modelListKeepMs" | "modelListTimeoutMs" | "maxListedModels">;

/** A provider that can be asked for its models. */
export interface ListingProvider {
  /** What its models' names begin with, such as `openai:`. */
  readonly prefix: string;
  readonly provider: string;
  readonly source: NameSource;
}

interface Cached {
  readonly models: Promise<readonly NamedModel[]>;
  /** Milliseconds of the clock. */
  readonly expiresAt: number;
}

/** Length of an answer with a list that is read, in bytes. */
const MAX_BYTES = 16 * 1024 * 1024;
/** A list that could not be read is asked for again after this part of the time that others are kept. */
const FAILED_PART = 0.05;

/**
 * The models that providers list themselves. Each list is kept for `modelListKeepMs`; requests at the same
 * time share one. A provider that does not answer has no models until it is asked again.
 */
export class ListedModels {
  readonly #providers: readonly ListingProvider[];
  readonly #limits: ListLimits;
  readonly #now: () => number;
  readonly #cache = new Map<string, Cached>();

  constructor(providers: readonly ListingProvider[], limits: ListLimits, now: Clock["now"]) {
    this.#providers = providers;
    this.#limits = limits;
    this.#now = now;
  }

  /** All of them, provider by provider, each list by name. Never rejects. */
  async list(): Promise<readonly ModelListing[]> {
    const lists = await Promise.all(this.#providers.map((provider) => this.#listOf(provider)));
    return lists.flat();
  }

  async #listOf({ prefix, provider, source }: ListingProvider): Promise<readonly ModelListing[]> {
    const models = await this.#ask(prefix, source);
    return models
      .map(({ name, ...more }) => ({
        model: `${prefix}${name}`,
        provider,
        usable: true,
        isDefault: false,
        ...more,
      }))
      .filter(({ model }) => isModelName(model))
      .sort((a, b) => (a.model < b.model ? -1 : 1));
  }

  #ask(prefix: string, source: NameSource): Promise<readonly NamedModel[]> {
    const known = this.#cache.get(prefix);
    if (known !== undefined && known.expiresAt > this.#now()) return known.models;
    const keep = (part: number, models: Promise<readonly NamedModel[]>): void => {
      this.#cache.set(prefix, { models, expiresAt: this.#now() + this.#limits.modelListKeepMs * part });
    };
    const models = this.#load(source).catch(() => {
      keep(FAILED_PART, Promise.resolve([]));
      return [];
    });
    keep(1, models);
    return models;
  }

  async #load({ url, headers }: NameSource): Promise<readonly NamedModel[]> {
    const { modelListTimeoutMs, maxListedModels } = this.#limits;
    const fetch = await openTransport();
    const signal = AbortSignal.timeout(modelListTimeoutMs);
    const response = await fetch(url, { headers, signal, redirect: "error" });
    if (!response.ok || response.body === null)
      throw new Error(`the list was refused with ${response.status}`);
    return readModelNames(JSON.parse(await readText(response.body)), maxListedModels);
  }
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let [text, length] = ["", 0];
  for await (const bytes of body) {
    length += bytes.length;
    if (length > MAX_BYTES) throw new Error("the list is too long");
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}
