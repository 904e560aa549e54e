import type { RefusalKind } from "./refusal-kind.ts";

/** What a remedy names. */
export interface RemedySource {
  /** What people call the provider. */
  readonly title: string;
  /** The model's name as the provider knows it. */
  readonly modelName: string;
  /** Variable that holds the key, where the provider takes one. */
  readonly keyVariable?: string;
  /** Variable that holds the address. */
  readonly addressVariable: string;
}

type Remedy = (source: RemedySource) => string;

/** What happened and what to do about it, by kind. */
const REMEDIES: { readonly [Kind in RefusalKind]: Remedy } = {
  key: ({ title, keyVariable, addressVariable }) =>
    keyVariable === undefined
      ? `${title} asks for a key. Check the address in ${addressVariable}.`
      : `${title} does not accept the key. Check ${keyVariable}.`,
  permission: ({ title, modelName, keyVariable, addressVariable }) =>
    `${title} does not allow the use of “${modelName}” with this key. Check ${keyVariable ?? addressVariable}, or choose another model.`,
  credit: ({ title }) =>
    `${title} reports that the account's credit or quota is used up. Add credit, or choose another model.`,
  rate: ({ title }) => `${title} limits the rate of requests.`,
  tooLargeForRate: ({ title, modelName }) =>
    `${title} limits the rate of tokens for “${modelName}”, and this request alone asks for more than that. Start a new session, offer fewer tools, choose another model, or raise the limit of the account.`,
  contextTooLong: ({ modelName }) =>
    `The conversation is too long for “${modelName}”. Start a new session, or choose a model with a larger context. A local server can be started with a larger one.`,
  bodyTooLarge: ({ title, addressVariable }) =>
    `${title}, or a proxy in front of it, does not accept a request of this size. Start a new session or send less. For a proxy at the address in ${addressVariable}, raise its limit for request bodies (nginx: client_max_body_size).`,
  filtered: ({ title }) => `${title} refused the request under its content rules. Say it in other words.`,
  unknownModel: ({ title, modelName, addressVariable }) =>
    `${title} has no model “${modelName}”. Check its name, and the address in ${addressVariable} if you set one.`,
  noTools: ({ title, modelName }) =>
    `${title} does not support tools for “${modelName}”. Choose a model that supports tools, or start the server with tool support (llama-server: --jinja; vLLM: --enable-auto-tool-choice and --tool-call-parser).`,
  badToolCall: ({ modelName }) => `“${modelName}” wrote a tool call that cannot be read.`,
  noMedia: ({ title, modelName }) =>
    `${title} does not support such images or files for “${modelName}”. Choose a model with vision; a local server may need the model's projector (llama-server: --mmproj).`,
  memory: ({ title, modelName }) =>
    `${title} has too little memory for “${modelName}”. Choose a smaller model or a smaller context, unload other models, or add memory.`,
  loading: ({ title, modelName }) => `${title} is still loading “${modelName}”. Try again in a moment.`,
  overloaded: ({ title }) => `${title} has more work than it can take right now.`,
  ownFault: ({ title }) => `${title} reports a fault of its own.`,
  timeout: ({ title }) => `${title} took too long to answer.`,
  other: ({ title }) => `${title} could not answer the request.`,
};

/** What happened and what to do, in words for a person and without the provider's own. */
export function explainRefusal(kind: RefusalKind, source: RemedySource): string {
  return REMEDIES[kind](source);
}
