import { type GeneratedFile, generatedNotice } from "../../kit/generated-file.ts";
import type {
  ContractModel,
  ErrorModel,
  FieldModel,
  MethodModel,
  NamespaceModel,
  NotificationModel,
  UntypedMethodModel,
} from "../../model/contract-model.ts";
import { dataTypeName, toCamelCase, toKebabCase } from "../../model/naming.ts";
import { type JsonSchema, jsonSchemas, memberTitle, type SchemaScope, typeSchema } from "./json-schema.ts";

/** What an OpenRPC document says beyond the contract. */
export interface OpenrpcOptions {
  /** Version of the contract, for `info.version`. Default `0.1.0`. */
  readonly version?: string;
}

const componentPrefix = "#/components/schemas/";

/**
 * OpenRPC 1.3.2 document of a namespace. Params are by name, one for each field of the request. Notifications
 * of the server, which OpenRPC has no place for, are in `x-notifications` in the form of methods without a
 * result; `x-errors` lists the errors that may be retried, and has the schemas of their data.
 */
export function openrpcDocument(
  model: ContractModel,
  namespace: NamespaceModel,
  options: OpenrpcOptions = {},
): JsonSchema {
  const scope = { namespace: namespace.name, prefix: componentPrefix };
  return {
    openrpc: "1.3.2",
    info: {
      title: namespace.name,
      ...(namespace.docs !== undefined && { description: namespace.docs }),
      version: options.version ?? "0.1.0",
    },
    methods: [
      ...namespace.methods.map((method) => methodObject(scope, method)),
      ...namespace.untypedMethods.map(untypedMethodObject),
    ],
    components: {
      schemas: jsonSchemas(model, namespace, componentPrefix),
      errors: Object.fromEntries(
        namespace.errors.map((error) => [error.name, { code: error.code, message: error.text }]),
      ),
    },
    "x-notifications": namespace.notifications.map((notification) => notificationObject(scope, notification)),
    "x-errors": namespace.errors.map(errorObject),
  };
}

/**
 * One module for each namespace, `kebab-case.openrpc.ts`, that exports the document as a constant; nothing
 * else imports it.
 */
export function emitOpenrpc(model: ContractModel, options: OpenrpcOptions = {}): GeneratedFile[] {
  return model.namespaces.map((namespace) => {
    const document = JSON.stringify(openrpcDocument(model, namespace, options), undefined, 2);
    const text = [
      `// ${generatedNotice(namespace.sources)}`,
      "",
      `/** OpenRPC document of \`${namespace.name}\`: the answer to \`rpc.discover\`. */`,
      `export const ${toCamelCase(namespace.name)}Openrpc: { readonly [key: string]: unknown } = ${document};`,
      "",
    ].join("\n");
    return { path: `${toKebabCase(namespace.name)}.openrpc.ts`, text };
  });
}

function methodObject(scope: SchemaScope, { fullName, request, response, raises }: MethodModel): JsonSchema {
  return {
    name: fullName,
    ...summaryOf(request.docs),
    ...(request.deprecated !== undefined && { deprecated: true, "x-deprecated": request.deprecated }),
    paramStructure: "by-name",
    params: request.fields.map((field) => contentDescriptor(scope, request.name, field)),
    result: {
      name: response.name,
      ...summaryOf(response.docs),
      schema: { $ref: componentPrefix + response.name },
    },
    ...(raises.length > 0 && { errors: raises.map((name) => ({ $ref: `#/components/errors/${name}` })) }),
  };
}

function untypedMethodObject({ name, fullName, docs, deprecated }: UntypedMethodModel): JsonSchema {
  const result = `${name}Result`;
  return {
    name: fullName,
    ...summaryOf(docs),
    ...(deprecated !== undefined && { deprecated: true, "x-deprecated": deprecated }),
    params: [],
    result: { name: result, schema: { title: result } },
  };
}

function notificationObject(scope: SchemaScope, { name, message }: NotificationModel): JsonSchema {
  return {
    name,
    ...summaryOf(message.docs),
    ...(message.deprecated !== undefined && { deprecated: true, "x-deprecated": message.deprecated }),
    paramStructure: "by-name",
    params: message.fields.map((field) => contentDescriptor(scope, name, field)),
  };
}

function contentDescriptor(
  scope: SchemaScope,
  owner: string,
  { name, type, optional, docs, deprecated, default: value }: FieldModel,
): JsonSchema {
  return {
    name,
    ...summaryOf(docs),
    required: !optional,
    ...(deprecated !== undefined && { deprecated: true, "x-deprecated": deprecated }),
    schema: {
      ...typeSchema(scope, { type, title: memberTitle(owner, name) }),
      ...(value && { default: value.value }),
    },
  };
}

function errorObject({ name, code, text, retry, fields, docs }: ErrorModel): JsonSchema {
  return {
    name,
    code,
    message: text,
    ...(docs !== undefined && { description: docs }),
    retry,
    ...(fields.length > 0 && { data: { $ref: componentPrefix + dataTypeName(name) } }),
  };
}

/** The first line as summary, and all of it as description where there is more. */
function summaryOf(docs: string | undefined): JsonSchema {
  if (docs === undefined) return {};
  const [summary = ""] = docs.split("\n");
  return { summary, ...(docs !== summary && { description: docs }) };
}
