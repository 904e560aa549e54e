import type { AiSdkModelOptions } from "./ai-sdk-model.ts";
import type { NameSource } from "./model-names.ts";
import type { AddressStyle } from "./provider-address.ts";
import type { ProviderHeaders } from "./provider-headers.ts";
import type { SdkModel } from "./sdk-types.ts";
import type { OpenFetch } from "./wire/provider-fetch.ts";

/** What a provider's model is opened with. */
export interface ProviderSettings {
  readonly baseUrl: string;
  /** Absent where the provider needs none and none is set. */
  readonly apiKey?: string;
  /** Sent with every request; they replace those of the package. */
  readonly headers?: ProviderHeaders;
}

/** A kind of provider: how it is configured, and how a model of it is opened. */
export interface ModelProvider {
  /** The part of a model's name before the colon. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** A model's name, for messages that explain how to name one. */
  readonly example: string;
  readonly key?: { readonly variable: string; readonly isRequired: boolean };
  /** Variable with extra headers. */
  readonly headersVariable: string;
  /**
   * `fallback` is used when the variable is not set; without one the variable is what turns the provider on.
   */
  readonly address: {
    readonly variable: string;
    readonly example: string;
    readonly fallback?: string;
  } & AddressStyle;
  /** Settings of the adapter that depend on where the provider is. */
  readonly adapt?: (
    settings: ProviderSettings,
  ) => Pick<
    AiSdkModelOptions,
    "namesFinish" | "providerOptions" | "cacheOptions" | "rules" | "changesArguments"
  >;
  /** Where the provider lists its models. Default: `/models` of its address, with the key as a bearer. */
  readonly names?: (settings: ProviderSettings) => NameSource;
  /**
   * Loads the provider's package when the first model of it is used: loading takes longer than starting the
   * server may.
   */
  readonly open: (modelName: string, settings: ProviderSettings, openFetch: OpenFetch) => Promise<SdkModel>;
}
