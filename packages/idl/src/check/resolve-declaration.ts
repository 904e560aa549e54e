import type {
  DeclarationModel,
  EnumModel,
  ErrorModel,
  FieldModel,
  MessageModel,
  TypeModel,
  UnionModel,
} from "../model/contract-model.ts";
import type {
  AliasSyntax,
  EnumSyntax,
  ErrorSyntax,
  FieldSyntax,
  MessageSyntax,
  MixinSyntax,
  StringLiteral,
  TypedSyntax,
  UnionSyntax,
  VariantSyntax,
} from "../syntax/tree.ts";
import { checkFieldNames, checkMembers, checkVariants } from "./check-names.ts";
import { resolveDefault } from "./resolve-default.ts";
import { resolveType } from "./resolve-type.ts";
import { type Lookup, reportIn, resolveName, type Scope } from "./scope.ts";

/** A declaration with its types resolved. Fields whose type has a fault are left out. */
export function resolveDeclaration(scope: Scope, syntax: TypedSyntax): DeclarationModel {
  switch (syntax.kind) {
    case "message":
      return resolveMessage(scope, syntax);
    case "enum":
      return resolveEnum(scope, syntax);
    case "union":
      return resolveUnion(scope, syntax);
    case "alias":
      return {
        kind: "alias",
        name: syntax.name.text,
        type: resolveAliasType(scope, syntax) ?? { kind: "json" },
        ...remarksOf(syntax),
      };
    case "error":
      return resolveError(scope, syntax);
  }
}

function resolveMessage(scope: Scope, syntax: MessageSyntax): MessageModel {
  const own = resolveFields(scope, syntax.fields);
  return {
    kind: "message",
    name: syntax.name.text,
    fields: [...own, ...mixedIn(scope, syntax)],
    ...remarksOf(syntax),
  };
}

/** Checks the fields of a mixin, whether a message uses it or not. */
export function checkMixin(scope: Scope, { fields }: MixinSyntax): void {
  resolveFields(scope, fields);
}

/** The fields that a message takes in, resolved where the mixins are declared, which reports their faults. */
function mixedIn(scope: Scope, { mixins, fields }: MessageSyntax): FieldModel[] {
  const names = new Set(fields.map(({ name }) => name.text));
  return mixins.flatMap((mixin) => {
    const symbol = resolveName(scope, mixin, mixinLookup);
    if (symbol?.declaration.kind !== "mixin") return [];
    const { namespace, source, declaration } = symbol;
    const double = declaration.fields.find(({ name }) => names.has(name.text));
    if (double) {
      const message = `mixin \`${mixin.name.text}\` has the field \`${double.name.text}\`, which the message has already`;
      reportIn(scope, mixin.span, { message, help: "rename one of the fields, or remove the mixin" });
      return [];
    }
    for (const { name } of declaration.fields) names.add(name.text);
    const inner = { symbols: scope.symbols, namespace, source, report: () => undefined };
    return resolveFields(inner, declaration.fields);
  });
}

const mixinLookup: Lookup = { what: "mixin", kinds: ["mixin"], builtIn: [], synonyms: {} };
const messageLookup: Lookup = { what: "message", kinds: ["message"], builtIn: [], synonyms: {} };

/** Resolves what an alias means, with itself among the aliases that lead there. */
function resolveAliasType(scope: Scope, { name, type }: AliasSyntax): TypeModel | undefined {
  const own = scope.symbols.namespaces.get(scope.namespace)?.get(name.text);
  let isCircular = false;
  const onCircle = () => {
    isCircular = true;
  };
  const resolved = resolveType({ ...scope, aliases: own ? [own] : [], onCircle }, type);
  if (isCircular) {
    const message = `alias \`${name.text}\` is declared by itself`;
    reportIn(scope, name.span, { message, help: "write the type that it means" });
  }
  return resolved;
}

/** Variants whose message has a fault are left out. */
function resolveUnion(scope: Scope, syntax: UnionSyntax): UnionModel {
  checkVariants(scope, syntax);
  const { name, tag, open } = syntax;
  const variants = syntax.variants.flatMap((variant) => {
    const symbol = resolveName(scope, variant.message, messageLookup);
    if (symbol?.declaration.kind !== "message") return [];
    refuseTagField(scope, syntax, { variant, message: symbol.declaration });
    const message = {
      kind: "reference",
      target: "message",
      namespace: symbol.namespace,
      name: symbol.declaration.name.text,
      recursive: false,
    } as const;
    return [{ value: variant.name.text, message, ...remarksOf(variant) }];
  });
  return { kind: "union", name: name.text, tag: tag.text, variants, open, ...remarksOf(syntax) };
}

function refuseTagField(
  scope: Scope,
  { tag, name }: UnionSyntax,
  { variant, message }: { readonly variant: VariantSyntax; readonly message: MessageSyntax },
): void {
  const taken = message.mixins.flatMap((mixin) => {
    const declaration = scope.symbols.namespaces
      .get(mixin.qualifier?.text ?? scope.namespace)
      ?.get(mixin.name.text)?.declaration;
    return declaration?.kind === "mixin" ? declaration.fields : [];
  });
  if (![...message.fields, ...taken].some((field) => field.name.text === tag.text)) return;
  const text = `message \`${message.name.text}\` has the field \`${tag.text}\`, which is the tag of union \`${name.text}\``;
  reportIn(scope, variant.message.span, {
    message: text,
    help: "remove the field from the message: the union adds it",
  });
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
  return { kind: "enum", name: syntax.name.text, members, open: syntax.open, ...remarksOf(syntax) };
}

function resolveFields(scope: Scope, fields: readonly FieldSyntax[]): FieldModel[] {
  checkFieldNames(scope, fields);
  return fields.flatMap((field) => {
    const type = resolveType(scope, field.type);
    if (!type) return [];
    const { name, optional } = field;
    const value = field.default && resolveDefault(scope, field.default, type);
    return [{ name: name.text, type, optional, ...(value && { default: value }), ...remarksOf(field) }];
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
