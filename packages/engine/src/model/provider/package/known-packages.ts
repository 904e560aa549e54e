import { bearerSource, type NameSource } from "../model-names.ts";
import type { Environment } from "../provider-settings.ts";
import type { SdkCall } from "../sdk-types.ts";

/** A variable that a package is opened with, and the option of its factory that gets the value. */
export interface PackageVariable {
  readonly variable: string;
  readonly option: string;
  readonly isSecret: boolean;
}

/** A provider's package that is set up by variables of this server. */
export interface KnownPackage {
  readonly name: string;
  /** What people call the provider. */
  readonly title: string;
  /** A model's name, for messages that explain how to name one. */
  readonly example: string;
  /**
   * Sets of variables that turn the package on: one of the sets has to be complete.
   */
  readonly needs: readonly (readonly string[])[];
  /** The variable to check where the provider refuses the key. */
  readonly keyVariable: string;
  /** The variable to check where the provider cannot be reached. */
  readonly addressVariable: string;
  readonly variables: readonly PackageVariable[];
  /** Whether its streams name a reason at every proper end. */
  readonly namesFinish: boolean;
  /**
   * Where the provider lists its models, from the options that the variables hold; absent where it cannot be
   * asked.
   */
  readonly names?: (options: Readonly<Record<string, string>>) => NameSource;
  /** Options that are sent with every call. */
  readonly providerOptions?: NonNullable<SdkCall["providerOptions"]>;
}

/** The packages that have variables of their own, in the order in which people see them. */
export const KNOWN_PACKAGES: readonly KnownPackage[] = [
  {
    name: "@ai-sdk/google",
    title: "Google",
    example: "ai-sdk:@ai-sdk/google:gemini-3-pro",
    needs: [["GOOGLE_GENERATIVE_AI_API_KEY"]],
    keyVariable: "GOOGLE_GENERATIVE_AI_API_KEY",
    addressVariable: "GOOGLE_BASE_URL",
    variables: [secret("GOOGLE_GENERATIVE_AI_API_KEY"), address("GOOGLE_BASE_URL")],
    names: ({ baseURL = "https://generativelanguage.googleapis.com/v1beta", apiKey = "" }) => ({
      url: `${baseURL}/models?pageSize=1000`,
      headers: { "x-goog-api-key": apiKey },
    }),
    namesFinish: true,
  },
  {
    name: "@ai-sdk/mistral",
    title: "Mistral",
    example: "ai-sdk:@ai-sdk/mistral:mistral-large-latest",
    needs: [["MISTRAL_API_KEY"]],
    keyVariable: "MISTRAL_API_KEY",
    addressVariable: "MISTRAL_BASE_URL",
    variables: [secret("MISTRAL_API_KEY"), address("MISTRAL_BASE_URL")],
    names: ({ baseURL = "https://api.mistral.ai/v1", apiKey }) => bearerSource(baseURL, apiKey),
    namesFinish: true,
  },
  {
    name: "@ai-sdk/xai",
    title: "xAI",
    example: "ai-sdk:@ai-sdk/xai:grok-4",
    needs: [["XAI_API_KEY"]],
    keyVariable: "XAI_API_KEY",
    addressVariable: "XAI_BASE_URL",
    variables: [secret("XAI_API_KEY"), address("XAI_BASE_URL")],
    names: ({ baseURL = "https://api.x.ai/v1", apiKey }) => bearerSource(baseURL, apiKey),
    namesFinish: false,
    providerOptions: { xai: { store: false } },
  },
  {
    name: "@ai-sdk/azure",
    title: "Azure OpenAI",
    example: "ai-sdk:@ai-sdk/azure:my-deployment",
    needs: [
      ["AZURE_API_KEY", "AZURE_RESOURCE_NAME"],
      ["AZURE_API_KEY", "AZURE_BASE_URL"],
    ],
    keyVariable: "AZURE_API_KEY",
    addressVariable: "AZURE_RESOURCE_NAME",
    variables: [
      secret("AZURE_API_KEY"),
      plain("AZURE_RESOURCE_NAME", "resourceName"),
      address("AZURE_BASE_URL"),
      plain("AZURE_API_VERSION", "apiVersion"),
    ],
    namesFinish: false,
    // Conversations must not be stored at the provider; the Responses API stores them by default.
    providerOptions: { azure: { store: false } },
  },
  {
    name: "@ai-sdk/amazon-bedrock",
    title: "Amazon Bedrock",
    example: "ai-sdk:@ai-sdk/amazon-bedrock:amazon.nova-pro-v1:0",
    needs: [
      ["AWS_REGION", "AWS_BEARER_TOKEN_BEDROCK"],
      ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
    ],
    keyVariable: "AWS_BEARER_TOKEN_BEDROCK",
    addressVariable: "AWS_REGION",
    variables: [
      plain("AWS_REGION", "region"),
      secret("AWS_BEARER_TOKEN_BEDROCK"),
      secret("AWS_ACCESS_KEY_ID", "accessKeyId"),
      secret("AWS_SECRET_ACCESS_KEY", "secretAccessKey"),
      secret("AWS_SESSION_TOKEN", "sessionToken"),
      address("BEDROCK_BASE_URL"),
    ],
    namesFinish: true,
  },
];

/** Variable with the names of further packages that may be loaded, apart by spaces or commas. */
export const PACKAGES_VARIABLE = "AIWHISPERER_MODEL_PACKAGES";

/** The options of a package's factory that its variables hold; empty ones count as not set. */
export function packageOptions(known: KnownPackage, env: Environment): Readonly<Record<string, string>> {
  const set = known.variables.flatMap(({ variable, option }) => {
    const value = env[variable]?.trim();
    return value === undefined || value === "" ? [] : [[option, value] as const];
  });
  return Object.fromEntries(set);
}

/** The variables that are still to be set, in words; `undefined` where a package is set up. */
export function missingVariables({ needs }: KnownPackage, env: Environment): string | undefined {
  const isSet = (variable: string): boolean => (env[variable]?.trim() ?? "") !== "";
  if (needs.some((variables) => variables.every(isSet))) return undefined;
  return needs.map((variables) => variables.join(" and ")).join(", or ");
}

function secret(variable: string, option = "apiKey"): PackageVariable {
  return { variable, option, isSecret: true };
}

function address(variable: string): PackageVariable {
  return { variable, option: "baseURL", isSecret: false };
}

function plain(variable: string, option: string): PackageVariable {
  return { variable, option, isSecret: false };
}
