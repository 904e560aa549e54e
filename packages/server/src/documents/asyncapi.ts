import type {
  DescribedContract,
  DescribedError,
  DescribedField,
  DescribedMessage,
  DescribedMethod,
  JsonSchema,
} from "@aiwhisperer/protocol/document";

const CHANNEL = "webSocket";
const ERROR = "error";

/** Ids that a request may have, and its answer has. */
const ID = { type: ["string", "number", "null"] };

/** Errors of JSON-RPC 2.0 itself (section 5.1), with what this server says more of them. */
const JSON_RPC_ERRORS: readonly JsonSchema[] = [
  errorVariant({ name: "ParseError", code: -32_700 }),
  errorVariant({ name: "InvalidRequest", code: -32_600 }),
  errorVariant({ name: "MethodNotFound", code: -32_601 }),
  errorVariant({
    name: "InvalidParams",
    code: -32_602,
    data: objectSchema({
      errors: {
        type: "array",
        items: objectSchema({ path: { type: "string" }, message: { type: "string" } }),
      },
    }),
  }),
  errorVariant({
    name: "InternalError",
    code: -32_603,
    data: objectSchema({ correlationId: { type: "string" } }),
  }),
];

/**
 * AsyncAPI 3.0.0 document of a contract: one channel, the WebSocket at `address`; an operation for each method, which the server receives and answers
 * with a result or an error, and one for each notification, which it sends. Payloads are whole JSON-RPC 2.0 messages.
 */
export function asyncapiDocument(contract: DescribedContract, address: string): JsonSchema {
  const { info, methods, notifications, schemas } = contract;
  const messages = {
    ...Object.fromEntries(methods.flatMap(messagesOf)),
    [ERROR]: errorMessage(contract.errors),
    ...Object.fromEntries(notifications.map((one) => [one.name, notificationMessage(one)])),
  };
  return {
    asyncapi: "3.0.0",
    info,
    defaultContentType: "application/json",
    channels: {
      [CHANNEL]: {
        address,
        title: "WebSocket",
        description: "Text frames, each one JSON-RPC 2.0 message or a batch of them.",
        messages: Object.fromEntries(
          Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
      },
    },
    operations: Object.fromEntries([
      ...methods.map((method) => [method.name, methodOperation(method)]),
      ...notifications.map((one) => [one.name, operation("send", one)]),
    ]),
    components: { messages, schemas },
  };
}

function methodOperation(method: DescribedMethod): JsonSchema {
  const reply = { channel: channelReference(), messages: [resultName(method), ERROR].map(messageReference) };
  return { ...operation("receive", method), reply };
}

function operation(action: "send" | "receive", message: DescribedMessage): JsonSchema {
  return {
    action,
    channel: channelReference(),
    ...remarks(message),
    messages: [messageReference(message.name)],
  };
}

function messagesOf(method: DescribedMethod): [string, JsonSchema][] {
  const request = envelope({ id: ID, ...callOf(method) });
  const result = envelope({ id: ID, result: method.result.schema });
  return [
    [method.name, { name: method.name, ...remarks(method), payload: request }],
    [resultName(method), { name: resultName(method), payload: result }],
  ];
}

function notificationMessage(notification: DescribedMessage): JsonSchema {
  const { name } = notification;
  return { name, ...remarks(notification), payload: envelope(callOf(notification)) };
}

function errorMessage(errors: readonly DescribedError[]): JsonSchema {
  // Two contracts may use the same code.
  const error = { anyOf: [...JSON_RPC_ERRORS, ...errors.map(errorVariant)] };
  return {
    name: ERROR,
    summary: "The answer to a request that failed.",
    payload: envelope({ id: ID, error }),
  };
}

function errorVariant({
  name,
  code,
  message,
  data,
}: Pick<DescribedError, "name" | "code"> & Partial<DescribedError>): JsonSchema {
  return {
    title: name,
    ...(message !== undefined && { description: message }),
    ...objectSchema({
      code: { const: code },
      message: { type: "string" },
      ...(data !== undefined && { data }),
    }),
  };
}

/** The schema of an object that has all of these. */
function objectSchema(properties: { readonly [name: string]: JsonSchema }): JsonSchema {
  return { type: "object", required: Object.keys(properties), properties };
}

function callOf({ name, params }: DescribedMessage): { readonly [name: string]: JsonSchema } {
  return { method: { const: name }, params: paramsSchema(params) };
}

function paramsSchema(fields: readonly DescribedField[]): JsonSchema {
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(fields.map(fieldSchema)),
    ...(required.length > 0 && { required }),
  };
}

function fieldSchema({ name, schema, summary, description = summary }: DescribedField): [string, JsonSchema] {
  return [name, { ...schema, ...(description !== undefined && { description }) }];
}

/** The schema of a JSON-RPC message with these members; params without a required field may be left out. */
function envelope(members: { readonly [name: string]: JsonSchema }): JsonSchema {
  const required = Object.keys(members).filter(
    (name) => name !== "params" || "required" in (members[name] ?? {}),
  );
  return {
    type: "object",
    required: ["jsonrpc", ...required],
    properties: { jsonrpc: { const: "2.0" }, ...members },
  };
}

function resultName({ name }: DescribedMethod): string {
  return `${name}.result`;
}

function channelReference(): JsonSchema {
  return { $ref: `#/channels/${CHANNEL}` };
}

function messageReference(name: string): JsonSchema {
  return { $ref: `#/channels/${CHANNEL}/messages/${name}` };
}

function remarks({ summary, description, "x-deprecated": deprecated }: DescribedMessage): JsonSchema {
  return {
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(deprecated !== undefined && { "x-deprecated": deprecated }),
  };
}
