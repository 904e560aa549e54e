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

/** Codes of JSON-RPC 2.0 itself (section 5.1). */
const JSON_RPC_ERRORS = [
  { const: -32_700, title: "ParseError" },
  { const: -32_600, title: "InvalidRequest" },
  { const: -32_601, title: "MethodNotFound" },
  { const: -32_602, title: "InvalidParams" },
  { const: -32_603, title: "InternalError" },
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
  const request = envelope({ id: { type: ["string", "number"] }, ...callOf(method) });
  const result = envelope({ id: { type: ["string", "number"] }, result: method.result.schema });
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
  const codes = errors.map(({ name, code, message }) => ({ const: code, title: name, description: message }));
  const data = errors.flatMap((error) => (error.data === undefined ? [] : [error.data]));
  const error = {
    type: "object",
    required: ["code", "message"],
    properties: {
      code: { type: "integer", oneOf: [...JSON_RPC_ERRORS, ...codes] },
      message: { type: "string" },
      data: {
        description: "By the error, one of these, or an array of what is wrong with the params.",
        anyOf: [...data, {}],
      },
    },
  };
  return {
    name: ERROR,
    summary: "The answer to a request that failed.",
    payload: envelope({ id: { type: ["string", "number", "null"] }, error }),
  };
}

function callOf({ name, params }: DescribedMessage): { readonly [name: string]: JsonSchema } {
  return { method: { const: name }, params: paramsSchema(params) };
}

function paramsSchema(fields: readonly DescribedField[]): JsonSchema {
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 && { required }),
  };
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
