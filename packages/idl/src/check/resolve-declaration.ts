import type {
  DeclarationModel,
  EnumModel,
  ErrorModel,
  FieldModel,
  MessageModel,
} from "../model/contract-model.ts";
import type {
  EnumSyntax,
  ErrorSyntax,
  FieldSyntax,
  MessageSyntax,
  StringLiteral,
  TypedSyntax,
} from "../syntax/tree.ts";
import { checkFieldNames, checkMembers } from "./check-names.ts";
import { resolveType } from "./resolve-type.ts";
import type { Scope } from "./scope.ts";

/** A declaration with its types resolved. Fields whose type has a fault are left out. */
export function resolveDeclaration(scope: Scope, syntax: TypedSyntax): DeclarationModel {
  switch (syntax.kind) {
    case "message":
      return resolveMessage(scope, syntax);
    case "enum":
      return resolveEnum(scope, syntax);
    case "error":
      return resolveError(scope, syntax);
  }
}

function resolveMessage(scope: Scope, syntax: MessageSyntax): MessageModel {
  return {
    kind: "message",
    name: syntax.name.text,
    fields: resolveFields(scope, syntax.fields),
    ...remarksOf(syntax),
  };
}

function resolveError(scope: Scope, syntax: ErrorSyntax): ErrorModel {
  const { name, code, text, retry } = syntax;
  const fields = resolveFields(scope, syntax.fields);
  return {
    kind: "error",
    name: name.text,
    code: code.value,
    text: text.value,
    retry,
    fields,
    ...remarksOf(syntax),
  };
}

function resolveEnum(scope: Scope, syntax: EnumSyntax): EnumModel {
  checkMembers(scope, syntax);
  const members = syntax.members.map((member) => ({
    name: member.name.text,
    value: member.value.value,
    ...remarksOf(member),
  }));
  return { kind: "enum", name: syntax.name.text, members, ...remarksOf(syntax) };
}

function resolveFields(scope: Scope, fields: readonly FieldSyntax[]): FieldModel[] {
  checkFieldNames(scope, fields);
  return fields.flatMap((field) => {
    const type = resolveType(scope, field.type);
    return type ? [{ name: field.name.text, type, optional: field.optional, ...remarksOf(field) }] : [];
  });
}

/** The documentation and the deprecation of what is declared. */
export function remarksOf({
  docs,
  deprecated,
}: {
  readonly docs?: string;
  readonly deprecated?: StringLiteral;
}) {
  return { ...(docs !== undefined && { docs }), ...(deprecated && { deprecated: deprecated.value }) };
}
