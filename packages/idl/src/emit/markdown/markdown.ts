import type {
  DeclarationModel,
  EnumModel,
  ErrorModel,
  FieldModel,
  Limits,
  NamespaceModel,
  StringType,
  TypeModel,
  UnionModel,
} from "../../model/contract-model.ts";
import { roleOfMessage } from "../../model/naming.ts";

/** Parts of a document that are made from a contract. */
export const markdownSections = ["methods", "notifications", "errors", "enums", "messages"] as const;

/** Name of a part of a document that is made from a contract. */
export type MarkdownSection = (typeof markdownSections)[number];

/**
 * Markdown of each part: a heading of level 4 with a table for each method, notification, enum and message,
 * and one table of all errors.
 */
export function emitMarkdown(namespace: NamespaceModel): { readonly [section in MarkdownSection]: string } {
  return {
    methods: methodsText(namespace),
    notifications: blocks(
      namespace.notifications.map(({ name, message }) => [
        heading(name),
        remarks(message),
        fieldTable(namespace, "Field", message.fields),
      ]),
    ),
    errors: errorsText(namespace),
    enums: blocks(
      namespace.declarations
        .filter((declaration) => declaration.kind === "enum")
        .map((one) => [heading(one.name), remarks(one), memberTable(one)]),
    ),
    messages: blocks(
      namespace.declarations
        .map((declaration) => sharedParts(namespace, declaration))
        .filter((parts) => parts.length > 0),
    ),
  };
}

/** What is used by others: plain messages, unions and aliases; nothing for the rest. */
function sharedParts(namespace: NamespaceModel, declaration: DeclarationModel): readonly string[] {
  const head = [heading(declaration.name), remarks(declaration)];
  switch (declaration.kind) {
    case "message":
      if (roleOfMessage(declaration.name) !== "plain") return [];
      return [...head, fieldTable(namespace, "Field", declaration.fields)];
    case "union":
      return [...head, variantTable(namespace, declaration)];
    case "alias":
      return [...head, `The type \`${typeNotation(namespace.name, declaration.type)}\`.`];
    default:
      return [];
  }
}

function variantTable(namespace: NamespaceModel, { tag, open, variants }: UnionModel): string {
  const rows = variants.map((variant) => {
    const type = `\`${typeNotation(namespace.name, variant.message)}\``;
    return [`\`${JSON.stringify(variant.value)}\``, type, remarks(variant)];
  });
  const rest = open ? "Open: other texts are valid, with any fields." : "";
  return [table([`\`${tag}\``, "Fields of", "Meaning"], rows), rest].filter(Boolean).join("\n\n");
}

/** A type as the `.def` file writes it. */
export function typeNotation(namespace: string, type: TypeModel): string {
  switch (type.kind) {
    case "string":
      return type.kind + limitsNotation(type.limits) + textNotation(type);
    case "id":
    case "int":
    case "float":
      return type.kind + limitsNotation(type.limits);
    case "bool":
    case "json":
      return type.kind;
    case "array":
      return `${typeNotation(namespace, type.item)}[]${limitsNotation(type.limits)}`;
    case "map":
      return `map<string, ${typeNotation(namespace, type.value)}>${limitsNotation(type.limits)}`;
    case "literal":
      return JSON.stringify(type.value);
    case "nullable":
      return `${typeNotation(namespace, type.type)} nullable`;
    case "reference":
      return type.namespace === namespace ? type.name : `${type.namespace}.${type.name}`;
  }
}

function textNotation({ format, pattern }: StringType): string {
  const named = format === undefined ? "" : ` format "${format}"`;
  return pattern === undefined ? named : `${named} pattern /${pattern}/`;
}

function methodsText(namespace: NamespaceModel): string {
  return blocks([
    ...namespace.methods.map(({ fullName, request, response, raises }) => [
      heading(fullName),
      remarks(request),
      fieldTable(namespace, "Param", request.fields),
      response.fields.length > 0
        ? fieldTable(namespace, "Result", response.fields)
        : "The result is an empty object.",
      raises.length > 0 ? `Errors: ${raises.map((name) => `\`${name}\``).join(", ")}.` : "",
    ]),
    ...namespace.untypedMethods.map((method) => [
      heading(method.fullName),
      remarks(method),
      "Untyped: it accepts any params, and its result may be any JSON value.",
    ]),
  ]);
}

function errorsText(namespace: NamespaceModel): string {
  const row = ({ name, code, text, retry, fields, docs }: ErrorModel) => {
    const data = fields.map(({ name: field, optional }) => `\`${field}${optional ? "?" : ""}\``).join(", ");
    return [String(code), `\`${name}\``, docs ?? text, data, retry ? "yes" : "no"];
  };
  return table(["Code", "Name", "Meaning", "Data", "Retry as it is"], namespace.errors.map(row));
}

function memberTable({ members, open }: EnumModel): string {
  const rest = open ? "Open: other values are valid." : "";
  return [membersOf(members), rest].filter(Boolean).join("\n\n");
}

function memberValue(value: number | string): string {
  return typeof value === "string" ? `\`${JSON.stringify(value)}\`` : String(value);
}

function membersOf(members: EnumModel["members"]): string {
  return table(
    ["Value", "Name", "Meaning"],
    members.map((member) => [memberValue(member.value), `\`${member.name}\``, remarks(member)]),
  );
}

function fieldTable(namespace: NamespaceModel, title: string, fields: readonly FieldModel[]): string {
  return table(
    [title, "Type", "Meaning"],
    fields.map((field) => {
      const words = field.default
        ? `, default \`${field.default.text}\``
        : field.optional
          ? ", optional"
          : "";
      const type = `\`${typeNotation(namespace.name, field.type)}\`${words}`;
      return [`\`${field.name}\``, type, remarks(field)];
    }),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cellText).join(" | ")} |`.replaceAll(/ {2,}/g, " ");
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function cellText(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, "<br>");
}

function heading(name: string): string {
  return `#### \`${name}\``;
}

function remarks({ docs, deprecated }: { readonly docs?: string; readonly deprecated?: string }): string {
  return [docs, deprecated && `**Deprecated:** ${deprecated}.`].filter(Boolean).join("\n");
}

function blocks(items: readonly (readonly string[])[]): string {
  return items.map((parts) => parts.filter((part) => part !== "").join("\n\n")).join("\n\n");
}

function limitsNotation({ min, max }: Limits): string {
  return min === undefined && max === undefined ? "" : `(${min ?? ""}..${max ?? ""})`;
}
