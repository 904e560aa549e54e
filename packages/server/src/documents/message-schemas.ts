import type {
  DescribedContract,
  DescribedError,
  DescribedField,
  DescribedMessage,
  JsonSchema,
} from "@aiwhisperer/protocol/document";

/** A schema, or what has one, by name. */
export type NamedSchema = [name: string, schema: JsonSchema];

/** Name of the schema of error answers. */
export const ERROR_MESSAGE = "ErrorMessage";

/** Errors of JSON-RPC 2.0 itself (section 5.1), with what this server adds to them. */
const JSON_RPC_ERRORS: readonly Pick<DescribedError, "name" | "code" | "data">[] = [
  { name: "ParseError", code: -32_700 },
  { name: "InvalidRequest", code: -32_600 },
  { name: "MethodNotFound", code: -32_601 },
  {
    name: "InvalidParams",
    code: -32_602,
    data: objectSchema("InvalidParamsData", {
      errors: {
        title: "InvalidParamsErrors",
        type: "array",
        items: objectSchema("InvalidParam", {
          path: { title: "InvalidParamPath", type: "string" },
          message: { title: "InvalidParamMessage", type: "string" },
        }),
      },
    }),
  },
  {
    name: "InternalError",
    code: -32_603,
    data: objectSchema("InternalErrorData", {
      correlationId: { title: "InternalErrorCorrelationId", type: "string" },
    }),
  },
];

/**
 * Schemas of the JSON-RPC messages of a contract: one for the request and the result of each method and for
 * each notification, by `messageTitle`, and `ErrorMessage` with its variants. Every schema has a title, after
 * which code generators name types.
 */
export function messageSchemas(contract: DescribedContract): { readonly [name: string]: JsonSchema } {
  const { methods, notifications, errors } = contract;
  return Object.fromEntries([
    ...methods.flatMap((method): NamedSchema[] => {
      const [request, response] = [
        messageTitle(method.name, "Request"),
        messageTitle(method.name, "Response"),
      ];
      return [
        [
          request,
          envelope(request, { id: idSchema(), ...callOf(contract, method, request) }, requiresParams(method)),
        ],
        [response, envelope(response, { id: idSchema(), result: method.result.schema })],
      ];
    }),
    ...notifications.map((one): NamedSchema => {
      const title = messageTitle(one.name);
      return [title, envelope(title, callOf(contract, one, title), requiresParams(one))];
    }),
    [ERROR_MESSAGE, errorMessage([...JSON_RPC_ERRORS, ...errors])],
  ]);
}

/**
 * Name of the schema of a message: `StartSessionRequestMessage`, `AcmePaintResponseMessage`,
 * `TurnStatusNotificationMessage`.
 */
export function messageTitle(name: string, ending = ""): string {
  const words = name.replace(/^interactive\./, "").split(".");
  return `${words.map(capitalized).join("")}${ending}Message`;
}

function errorMessage(errors: readonly Pick<DescribedError, "name" | "code" | "data">[]): JsonSchema {
  // Two contracts may use the same code.
  const error = { title: "AnyError", anyOf: errors.map(errorVariant) };
  return envelope(ERROR_MESSAGE, { id: idSchema(), error });
}

function errorVariant({
  name,
  code,
  message,
  data,
}: Pick<DescribedError, "name" | "code" | "data"> & Partial<DescribedError>): JsonSchema {
  const title = name.replace(".", "");
  return {
    ...(message !== undefined && { description: message }),
    ...objectSchema(title, {
      code: { title: `${title}Code`, const: code },
      message: { title: `${title}Message`, type: "string" },
      ...(data !== undefined && { data }),
    }),
  };
}

/** The schema of an object that has all of these. */
function objectSchema(title: string, properties: { readonly [name: string]: JsonSchema }): JsonSchema {
  return { title, type: "object", required: Object.keys(properties), properties };
}

function callOf(
  { schemas }: DescribedContract,
  { name, params }: DescribedMessage,
  title: string,
): { readonly [name: string]: JsonSchema } {
  return {
    method: { title: `${title}Method`, const: name },
    params: paramsReference(schemas, title) ?? paramsSchema(params, `${title}Params`),
  };
}

/** The declared message of the params, where the contract has it under the name that belongs to it. */
function paramsReference(schemas: DescribedContract["schemas"], title: string): JsonSchema | undefined {
  const name = Object.keys(schemas).find((one) => `${one.replace(".", "")}Message` === title);
  return name === undefined ? undefined : { $ref: `#/components/schemas/${name}` };
}

function paramsSchema(fields: readonly DescribedField[], title: string): JsonSchema {
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  return {
    title,
    type: "object",
    properties: Object.fromEntries(fields.map(fieldSchema)),
    ...(required.length > 0 && { required }),
  };
}

function fieldSchema({ name, schema, summary, description = summary }: DescribedField): NamedSchema {
  return [name, { ...schema, ...(description !== undefined && { description }) }];
}

/** Ids that a request may have, and its answer has. */
function idSchema(): JsonSchema {
  return { title: "MessageId", type: ["string", "number", "null"] };
}

function requiresParams({ params }: DescribedMessage): boolean {
  return params.some(({ required }) => required);
}

/** The schema of a JSON-RPC message with these members. Params without a required field may be left out. */
function envelope(
  title: string,
  members: { readonly [name: string]: JsonSchema },
  areParamsRequired = false,
): JsonSchema {
  const required = Object.keys(members).filter((name) => name !== "params" || areParamsRequired);
  return {
    title,
    type: "object",
    required: ["jsonrpc", ...required],
    properties: { jsonrpc: { title: "JsonRpcVersion", const: "2.0" }, ...members },
  };
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
