import type {
  ErrorModel,
  MethodModel,
  NamespaceModel,
  NotificationModel,
} from "../../model/contract-model.ts";
import { dataTypeName, toCamelCase } from "../../model/naming.ts";
import { docComment } from "./doc-comment.ts";

/**
 * Lines of a namespace's tables: the types of its methods, notifications and errors, and the contract that a
 * peer reads.
 */
export function emitContract(namespace: NamespaceModel): string[] {
  return [...typeTables(namespace), ...errorCodes(namespace), ...contractTable(namespace)];
}

function typeTables({ name, methods, notifications, errors }: NamespaceModel): string[] {
  const methodLines = methods.flatMap(({ name: method, request, response }) => [
    ...docComment(request, "  "),
    `  readonly ${method}: { readonly params: ${request.name}; readonly result: ${response.name} };`,
  ]);
  const notificationLines = notifications.flatMap(({ name: notification, message }) => [
    ...docComment(message, "  "),
    `  readonly ${notification}: ${notification};`,
  ]);
  const errorLines = errors.flatMap((error) => [
    ...docComment(error, "  "),
    `  readonly ${error.name}: ${error.fields.length > 0 ? dataTypeName(error.name) : "undefined"};`,
  ]);
  return [
    ...typeAlias(`Params and result of each method of ${name}, by bare name.`, `${name}Methods`, methodLines),
    ...typeAlias(
      `Params of each notification of ${name}, by name.`,
      `${name}Notifications`,
      notificationLines,
    ),
    ...typeAlias(`Data of each error of ${name}, by name.`, `${name}Errors`, errorLines),
  ];
}

function typeAlias(docs: string, name: string, lines: readonly string[]): string[] {
  const comment = docComment({ docs });
  if (lines.length === 0) return [...comment, `export type ${name} = Record<never, never>;`, ""];
  return [...comment, `export type ${name} = {`, ...lines, "};", ""];
}

function errorCodes({ name, errors }: NamespaceModel): string[] {
  if (errors.length === 0) return [];
  const comment = docComment({ docs: `Every error code that ${name} declares.` });
  const type = `${name}ErrorCode`;
  return [
    ...comment,
    `export const ${type} = {`,
    ...errors.flatMap((error) => [...docComment(error, "  "), `  ${error.name}: ${error.code},`]),
    "} as const;",
    "",
    ...comment,
    `export type ${type} = (typeof ${type})[keyof typeof ${type}];`,
    "",
  ];
}

function contractTable(namespace: NamespaceModel): string[] {
  const { name, docs, methods, notifications, errors } = namespace;
  return [
    ...docComment({ docs: docs ?? `The contract \`${name}\`.` }),
    `export const ${toCamelCase(name)}: rpc.Contract<${name}Methods, ${name}Notifications, ${name}Errors> = {`,
    `  namespace: "${name}",`,
    ...table("methods", methods, methodEntry),
    ...table("notifications", notifications, notificationEntry),
    ...table("errors", errors, errorEntry),
    "};",
  ];
}

function table<T>(name: string, items: readonly T[], entryOf: (item: T) => string[]): string[] {
  if (items.length === 0) return [`  ${name}: {},`];
  return [`  ${name}: {`, ...items.flatMap(entryOf).map((line) => `    ${line}`), "  },"];
}

function methodEntry({ name, fullName, request, response, raises }: MethodModel): string[] {
  return [
    `${name}: {`,
    `  name: "${name}",`,
    `  fullName: "${fullName}",`,
    `  params: ${validatorText(request.name)},`,
    `  result: ${validatorText(response.name)},`,
    `  raises: [${raises.map((error) => `"${error}"`).join(", ")}],`,
    ...deprecation(request.deprecated),
    "},",
  ];
}

function notificationEntry({ name, message }: NotificationModel): string[] {
  return [
    `${name}: {`,
    `  name: "${name}",`,
    `  params: ${validatorText(name)},`,
    ...deprecation(message.deprecated),
    "},",
  ];
}

function errorEntry({ name, code, text, retry, fields }: ErrorModel): string[] {
  return [
    `${name}: {`,
    `  name: "${name}",`,
    `  code: ${code},`,
    `  message: ${JSON.stringify(text)},`,
    `  retry: ${retry},`,
    ...(fields.length > 0 ? [`  data: ${validatorText(dataTypeName(name))},`] : []),
    "},",
  ];
}

function validatorText(type: string): string {
  return `rpc.createValidator(is${type}, schemaOf${type})`;
}

function deprecation(deprecated: string | undefined): string[] {
  return deprecated === undefined ? [] : [`  deprecated: ${JSON.stringify(deprecated)},`];
}
