/** Kinds of refusals by a provider, as its status and its text indicate. */
export type RefusalKind =
  /** The key is missing or wrong. */
  | "key"
  /** The key may not use the model. */
  | "permission"
  /** The account has no credit or no quota left; waiting does not help. */
  | "credit"
  /** Too much for now; waiting helps. */
  | "rate"
  /** One request asks for more than a rate limit ever allows; waiting does not help. */
  | "tooLargeForRate"
  /** The conversation does not fit into the model's context. */
  | "contextTooLong"
  /** A server on the way takes no body of that size. */
  | "bodyTooLarge"
  /** The provider's content rules forbid the input. */
  | "filtered"
  | "unknownModel"
  /** The model, or the server as it was started, takes no tools. */
  | "noTools"
  /** The model wrote a tool call that the provider could not read. */
  | "badToolCall"
  /** The model takes no images or other media. */
  | "noMedia"
  /** The model does not fit into the memory of its server. */
  | "memory"
  /** The model is still being loaded. */
  | "loading"
  | "overloaded"
  /** The provider reports a fault of its own with the status of a wrong request. */
  | "ownFault"
  | "timeout"
  | "other";

/** A refusal as it is judged. */
export interface RefusalSigns {
  readonly status: number;
  readonly names: readonly string[];
  readonly text: string;
  readonly isMarkup: boolean;
}

/**
 * A sign of one kind: a status among those, and words among those. A sign without words goes by the status
 * alone.
 */
interface Sign {
  readonly kind: RefusalKind;
  readonly statuses: (status: number) => boolean;
  readonly words?: RegExp;
}

/** Words past this length are not judged, in UTF-16 units. */
const MAX_JUDGED_LENGTH = 8_192;

const among =
  (...statuses: readonly number[]) =>
  (status: number): boolean =>
    statuses.includes(status);
/** Statuses of providers that judge the request itself; local servers answer 500 to what they cannot take. */
const ofRequest = (status: number): boolean => among(400, 404, 405, 415, 422)(status) || status >= 500;
const ofInput = (status: number): boolean => among(400, 413, 422)(status) || status >= 500;

const KEY =
  /api[ _-]?key not valid|api_key_invalid|(?:invalid|incorrect)[ _]api[ _]key|authentication_error/i;

/** Names alone: rate limits advertise billing pages in their texts. */
const CREDIT_NAME =
  /insufficient_(?:quota|credit|balance|funds)|billing|exceeded_current_quota|arrearage|^1113$/i;
const CREDIT = new RegExp(
  [
    "credit balance",
    "insufficient[ _](?:credits?|balance|funds|quota)",
    "(?:out of|no|not enough|more) credits?\\b",
    "credits? (?:is|are|has been|have been)? ?(?:exhausted|depleted|used up)",
    "exceeded your current quota",
    "payment required",
    "used all available credits|any credits|key limit exceeded",
    "spend(?:ing)? (?:limit|cap)|usage limits?\\b",
    "arrearage|account is in good standing",
    "account (?:is|has been) (?:suspended|in arrears|overdue)",
    "余额不足|欠费",
  ].join("|"),
  "i",
);

const RATE =
  /rate[ _-]?limit|too many requests|(?:tokens?|requests?) per (?:min|minute|hour|day)|\b[TR]P[MD]\b|throttl|resource_exhausted/i;
/** A limit of tokens with what one request asks of it. */
const LIMIT_AND_REQUESTED = /limit:? ?([\d,]+)\b[^.]{0,100}?requested:? ?([\d,]+)/i;

const CONTEXT_TOO_LONG = new RegExp(
  [
    // OpenAI, OpenRouter, vLLM, llama.cpp, LM Studio, Together, SGLang, Groq, Cerebras, DeepSeek, MiniMax,
    // Mistral, Ollama
    "context[ _](?:length|window|size|limit)",
    "maximum context",
    "context (?:the )?overflow",
    "tokens when (?:the )?context",
    "reduce the length of the (?:messages|prompt|input)",
    "max(?:imum)?[ _]model[ _]len",
    "max_seq_len|\\bn_ctx\\b",
    // Anthropic, Vertex, Fireworks, Ollama
    "prompt (?:is )?too long",
    "request_too_large",
    // Gemini
    "input token count.{0,80}exceeds",
    "maximum number of (?:input )?tokens",
    // xAI
    "maximum prompt length",
    // Bedrock, DashScope, others
    "input (?:text |length )?(?:is )?too long",
    "input length.{0,80}exceed|maximum allowed (?:input )?length",
    "range of input length should be",
    // GitHub Copilot
    "token count.{0,40}exceeds the limit|max_prompt_tokens_exceeded",
    // Moonshot
    "exceeded model token limit|token limit exceeded",
    // Zhipu
    "tokens? (?:length )?too long|exceeds max length|超长|^1261$",
    // GitHub Models, Volcengine
    "tokens_limit_reached|max size: ?\\d+ tokens",
    "exceed(?:s|ed)? max(?:imum)? (?:message |input |context )?(?:tokens|length)",
    // Cohere
    "too many (?:input )?tokens",
    // TGI
    "inputs tokens \\+ max_new_tokens|inputs must have less than",
    "上下文长度|超[出过]最大长度",
  ].join("|"),
  "im",
);

const BODY_TOO_LARGE =
  /(?:payload|entity|content|body|request)[ _](?:is )?too[ _](?:large|big|long)|body exceeded|body limit|size limit|maximum (?:request |body )?size/i;

const FILTERED = new RegExp(
  [
    "content[ _](?:filter|policy|management)|moderation|flagged|safety system|responsible ?ai",
    "data_?inspection_?failed|inappropriate content|content exists risk|considered high risk",
    "prohibited[ _]content|new_sensitive|sensitive content|violat\\w+ .{0,40}(?:polic|guideline|terms)",
    "^1301$",
  ].join("|"),
  "im",
);

const NO_TOOLS = new RegExp(
  [
    "(?:not|n't) support (?:the )?(?:tools?|functions?)(?:[ _](?:use|usage|calls?|calling|choice))?\\b",
    "(?:tools?|functions?)(?:[ _](?:use|calls?|calling|choice))? (?:is|are) (?:not|un)[ ]?(?:supported|enabled|available|allowed)",
    "support tool[ _](?:use|calling)",
    "tools param requires|requires --jinja",
    "--enable-auto-tool-choice|--tool-call-parser",
    "(?:unsupported|unknown|unrecognized|unexpected) (?:request )?(?:parameter|argument|field|value)s?(?: supplied)?:? tools?\\b",
    "\\btools: extra inputs are not permitted|extra inputs are not permitted \\(body\\.tools\\)",
    "tools? (?:param(?:eter)?|argument|field)s? (?:is |are )?not (?:supported|allowed)",
    "(?:no|without) tool support",
    // Of earlier calls, where no tool is offered any more: Anthropic, Bedrock
    "must define tools|toolconfig field must be defined",
  ].join("|"),
  "i",
);
const BAD_TOOL_CALL = /tool_use_failed|failed to call a function/i;

const MEDIA = "(?:image|vision|multi-?modal|audio|file|pdf|video)";
const NO_MEDIA = new RegExp(
  [
    `(?:not|n't) (?:support|accept) (?:the )?${MEDIA}`,
    `${MEDIA}(?:_url)?s?(?: inputs?| content)? (?:is|are) (?:only |not )(?:supported|allowed|available|enabled)`,
    `unknown variant ${MEDIA}|at most 0 ${MEDIA}`,
    `support ${MEDIA} input|not a (?:multi-?modal|vision) model|mmproj`,
  ].join("|"),
  "i",
);

const MEMORY =
  /requires more (?:\w+ )?memory|out ?of ?memory|(?:insufficient|not enough) (?:\w+ )?(?:memory|system resources)|(?:failed|unable) to allocate|cudamalloc/i;
const LOADING =
  /loading (?:the )?model|model_?loading|model (?:\S+ )?is (?:currently |still )?(?:being )?load(?:ing|ed)|warming up|model unloaded/i;
const OVERLOADED = /overloaded|server is busy|(?:at|no) capacity/i;
const OWN_FAULT =
  /has crashed|temporarily unavailable|internal (?:server )?error|upstream (?:connect|request|error)|bad gateway/i;
const UNKNOWN_MODEL =
  /model_not_found|model_not_exist|model .{0,120}(?:not found|not exist|not a valid model)|not a valid model|(?:unknown|no such|invalid) model\b|no models? loaded|模型不存在/i;

/** Signs in the order in which they are looked for: the first one that holds decides. */
const SIGNS: readonly Sign[] = [
  { kind: "key", statuses: among(401) },
  { kind: "key", statuses: among(400, 403), words: KEY },
  { kind: "credit", statuses: among(402) },
  { kind: "credit", statuses: among(400, 403, 412), words: CREDIT },
  { kind: "rate", statuses: among(429) },
  { kind: "rate", statuses: among(400, 413, 503), words: RATE },
  { kind: "memory", statuses: () => true, words: MEMORY },
  { kind: "contextTooLong", statuses: ofInput, words: CONTEXT_TOO_LONG },
  { kind: "filtered", statuses: (status) => status < 500 && !among(404, 408)(status), words: FILTERED },
  { kind: "noTools", statuses: ofRequest, words: NO_TOOLS },
  { kind: "badToolCall", statuses: ofRequest, words: BAD_TOOL_CALL },
  { kind: "noMedia", statuses: ofRequest, words: NO_MEDIA },
  { kind: "bodyTooLarge", statuses: among(400, 413, 500, 502), words: BODY_TOO_LARGE },
  {
    kind: "loading",
    statuses: (status) => among(400, 404, 409, 425)(status) || status >= 500,
    words: LOADING,
  },
  {
    kind: "unknownModel",
    statuses: (status) => among(400, 422)(status) || status >= 500,
    words: UNKNOWN_MODEL,
  },
  { kind: "overloaded", statuses: among(400, 409, 422, 424), words: OVERLOADED },
  { kind: "ownFault", statuses: among(400, 409, 422, 424), words: OWN_FAULT },
  { kind: "unknownModel", statuses: among(404) },
  { kind: "permission", statuses: among(403) },
  { kind: "timeout", statuses: among(408, 504) },
  { kind: "overloaded", statuses: among(503, 529) },
];

/** The kind of a refusal. */
export function toRefusalKind(signs: RefusalSigns): RefusalKind {
  const words = toWords(signs);
  const kind = SIGNS.find(({ statuses, words: sign }) => {
    return statuses(signs.status) && (sign === undefined || sign.test(words));
  })?.kind;
  if (kind === "rate") return toRateKind(signs, words);
  if (kind === undefined && signs.status === 413) return toSizeKind(signs);
  return kind ?? "other";
}

/**
 * Names, each on a line of its own, then the text. Quotation marks are dropped: providers differ in where
 * they put them.
 */
function toWords({ names, text }: RefusalSigns): string {
  return `${names.join("\n")}\n${text}`.slice(0, MAX_JUDGED_LENGTH).replace(/[`"“”‘’]|(?<!\w)'|'(?!\w)/g, "");
}

/**
 * A quota that is used up has the status of a rate limit. Words of credit mean that only with a name for it,
 * or without a wait.
 */
function toRateKind({ status, names }: RefusalSigns, words: string): RefusalKind {
  if (names.some((name) => CREDIT_NAME.test(name))) return "credit";
  const hasWait = /(?:retry|try again) in|per (?:min|minute|hour|day)|resource_exhausted/i.test(words);
  if (status === 429 && CREDIT.test(words) && !hasWait) return "credit";
  const [, limit, requested] = LIMIT_AND_REQUESTED.exec(words) ?? [];
  return toCount(requested) > toCount(limit) ? "tooLargeForRate" : "rate";
}

/**
 * A provider that refuses a size in words of its own has counted tokens; a page, or nothing, comes from a
 * proxy.
 */
function toSizeKind({ text, isMarkup }: RefusalSigns): RefusalKind {
  return isMarkup || text === "" ? "bodyTooLarge" : "contextTooLong";
}

function toCount(digits: string | undefined): number {
  return Number(digits?.replaceAll(",", "") ?? 0);
}
