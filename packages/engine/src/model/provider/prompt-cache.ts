import type { SdkCall, SdkModel } from "./sdk-types.ts";
import { mergeOptions } from "./step-settings.ts";

type ProviderOptions = NonNullable<SdkCall["providerOptions"]>;

const STATUSES: ReadonlySet<unknown> = new Set([400, 422]);

/**
 * Asks a provider to keep requests in its cache, where it has options for that. A server that speaks its
 * protocol and refuses them is asked without them from then on.
 */
export class PromptCache {
  readonly #options: ProviderOptions | undefined;
  #isRefused = false;

  constructor(options: ProviderOptions | undefined) {
    this.#options = options;
  }

  /** Sends a call with the options. Rejects as the model does. */
  async send(model: SdkModel, call: SdkCall): Promise<Awaited<ReturnType<SdkModel["doStream"]>>> {
    if (this.#options === undefined || this.#isRefused) return await model.doStream(call);
    const providerOptions = mergeOptions(call.providerOptions, this.#options);
    try {
      return await model.doStream({ ...call, ...(providerOptions === undefined ? {} : { providerOptions }) });
    } catch (refusal) {
      if (!isCacheRefusal(refusal)) throw refusal;
      this.#isRefused = true;
      return await model.doStream(call);
    }
  }
}

function isCacheRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { statusCode, responseBody }: Readonly<Record<string, unknown>> = { ...error };
  return STATUSES.has(statusCode) && /cache_control/.test(`${error.message} ${responseBody}`);
}
