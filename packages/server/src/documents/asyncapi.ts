import type {
  DescribedContract,
  DescribedMessage,
  DescribedMethod,
  JsonSchema,
} from "@aiwhisperer/protocol/document";
import { bareNameOf } from "@aiwhisperer/protocol/rpc";
import { ERROR_MESSAGE, messageSchemas, messageTitle, type NamedSchema } from "./message-schemas.ts";
import { withPlainEnums } from "./plain-enums.ts";
import type { PublicAddress } from "./public-address.ts";

const CHANNEL = "webSocket";
const ERROR = "error";

/** Where the document's server is, and whose view the document has. */
export interface AsyncapiOptions extends PublicAddress {
  /** Path of the WebSocket. */
  readonly path: string;
  /** Whether `send` and `receive` are those of a client, as its code generators expect. */
  readonly isClient: boolean;
}

/**
 * AsyncAPI 3.0.0 document of a contract: one channel, the WebSocket; an operation for each method, which the
 * server receives and answers with a result or an error, and one for each notification, which it sends.
 * Payloads are whole JSON-RPC 2.0 messages. In a client's view it is the other way round, the operations have
 * bare names, and the path belongs to the address of the server, because generated clients connect to that.
 */
export function asyncapiDocument(contract: DescribedContract, options: AsyncapiOptions): JsonSchema {
  const { info, methods, notifications } = contract;
  const { schemes, messages } = { schemes: messageSchemas(contract), messages: messagesOf(contract) };
  const [toServer, toClient] = options.isClient ? ["send", "receive"] : ["receive", "send"];
  const nameOf = options.isClient ? identifiers(methods) : (name: string) => name;
  return withPlainEnums({
    asyncapi: "3.0.0",
    info,
    defaultContentType: "application/json",
    servers: { this: serverObject(options) },
    channels: {
      [CHANNEL]: {
        address: options.isClient ? "" : options.path,
        title: "WebSocket",
        description: "Text frames, each one JSON-RPC 2.0 message or a batch of them.",
        servers: [{ $ref: "#/servers/this" }],
        messages: Object.fromEntries(
          Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
      },
    },
    operations: Object.fromEntries([
      ...methods.map((method) => [nameOf(method.name), methodOperation(toServer, method)]),
      ...notifications.map((one) => [one.name, operation(toClient, one)]),
    ]),
    components: { messages, schemas: { ...contract.schemas, ...schemes } },
  });
}

function serverObject({ host, scheme, path, isClient }: AsyncapiOptions): JsonSchema {
  return { host, protocol: scheme, ...(isClient && { pathname: path }) };
}

function methodOperation(action: string | undefined, method: DescribedMethod): JsonSchema {
  const reply = { channel: channelReference(), messages: [resultName(method), ERROR].map(messageReference) };
  return { ...operation(action, method), reply };
}

function operation(action: string | undefined, message: DescribedMessage): JsonSchema {
  return {
    action,
    channel: channelReference(),
    ...remarks(message),
    messages: [messageReference(message.name)],
  };
}

function messagesOf({ methods, notifications }: DescribedContract): { readonly [name: string]: JsonSchema } {
  const requests = methods.flatMap((method): NamedSchema[] => [
    [method.name, { ...remarks(method), payload: payload(messageTitle(method.name, "Request")) }],
    [resultName(method), { payload: payload(messageTitle(method.name, "Response")) }],
  ]);
  const sent = notifications.map(
    (one): NamedSchema => [one.name, { ...remarks(one), payload: payload(messageTitle(one.name)) }],
  );
  const failed: NamedSchema = [
    ERROR,
    { summary: "The response to a failed request.", payload: payload(ERROR_MESSAGE) },
  ];
  return Object.fromEntries(
    [...requests, failed, ...sent].map(([name, message]) => [name, { name, ...message }]),
  );
}

/** Names of operations that are identifiers: the bare name, or both parts where an earlier method has it. */
function identifiers(methods: readonly DescribedMethod[]): (name: string) => string {
  const names = new Map<string, string>();
  for (const { name } of methods) {
    const bare = bareNameOf(name);
    const isTaken = [...names.values()].includes(bare);
    names.set(name, isTaken ? name.replace(/\.(.)/g, (_, first: string) => first.toUpperCase()) : bare);
  }
  return (name) => names.get(name) ?? name;
}

function resultName({ name }: DescribedMethod): string {
  return `${name}.result`;
}

function payload(title: string): JsonSchema {
  return { $ref: `#/components/schemas/${title}` };
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
