import type { Limits, TypeModel } from "../model/contract-model.ts";
import type { LimitsSyntax, NullableSyntax, TypeSyntax } from "../syntax/tree.ts";
import { resolveLimits } from "./resolve-limits.ts";
import { refuseTextRules, resolveTextRules } from "./resolve-text-rules.ts";
import { type Lookup, reportIn, resolveName, type Scope } from "./scope.ts";
import type { DeclaredSymbol } from "./symbols.ts";

const simpleTypes = ["string", "id", "int", "float", "bool", "json"] as const;

const typeLookup: Lookup = {
  what: "type",
  kinds: ["message", "enum", "union", "alias"],
  builtIn: [...simpleTypes, "map"],
  synonyms: {
    number: "int|float",
    numeric: "int|float",
    decimal: "float|string",
    bigdecimal: "float|string",
    integer: "int",
    bigint: "int|string",
    biginteger: "int|string",
    short: "int",
    byte: "int",
    uint: "int",
    long: "int",
    ulong: "int",
    usize: "int",
    varint: "int",
    timestamp: 'int|string format "date-time"',
    date: "int|string",
    datetime: 'int|string format "date-time"',
    duration: "int",
    double: "float",
    real: "float",
    boolean: "bool",
    str: "string",
    text: "string",
    varchar: "string",
    char: "string",
    guid: 'id|string format "uuid"',
    uuid: 'id|string format "uuid"',
    identifier: "id",
    uri: 'string format "uri"',
    url: 'string format "uri"',
    bytes: 'string format "base64"',
    binary: 'string format "base64"',
    blob: 'string format "base64"',
    any: "json",
    document: "json",
    dynamic: "json",
    jsonobject: "json",
    jsonvalue: "json",
    object: "json",
    unknown: "json",
    value: "json",
    struct: "json",
    array: "T[]",
    list: "T[]",
    set: "T[]",
    dict: "map<string, T>",
    dictionary: "map<string, T>",
    hashmap: "map<string, T>",
    record: "map<string, T>",
    map: "map<string, T>",
  },
  sized: [
    [/^(?:u|s|i|f)?(?:int|integer)_?\d+(?:_t)?$|^[iu]\d+$|^s?fixed\d+$/u, "int"],
    [/^float_?\d+$|^f\d+$/u, "float"],
  ],
  absent: new Set(["null", "undefined", "void", "none", "nil", "unit", "never", "empty"]),
};

/** The type that is written, or undefined after its faults have been reported. */
export function resolveType(scope: Scope, syntax: TypeSyntax): TypeModel | undefined {
  switch (syntax.kind) {
    case "array": {
      const item = resolveType(scope, syntax.item);
      const limits = resolveLimits(scope, syntax.limits, "array");
      return item && { kind: "array", item, limits };
    }
    case "map": {
      checkKey(scope, syntax.key);
      const value = resolveType(scope, syntax.value);
      const limits = resolveLimits(scope, syntax.limits, "map");
      return value && { kind: "map", value, limits };
    }
    case "name":
      return resolveNamedType(scope, syntax);
    case "literal":
      checkLiteral(scope, syntax);
      return { kind: "literal", value: syntax.value };
    case "nullable": {
      const type = resolveType(scope, syntax.type);
      return type?.kind === "json" ? refuseNullable(scope, syntax) : type && orNull(type);
    }
    case "foreign":
      return undefined;
  }
}

/** The type, or null; itself where an alias has said so already. */
function orNull(type: TypeModel): TypeModel {
  return type.kind === "nullable" ? type : { kind: "nullable", type };
}

function refuseNullable(scope: Scope, { span }: NullableSyntax): TypeModel {
  reportIn(scope, span, { message: "`json` may be null already", help: "remove `nullable`" });
  return { kind: "json" };
}

function checkLiteral(scope: Scope, { value, span }: TypeSyntax & { kind: "literal" }): void {
  if (typeof value !== "number" || Number.isFinite(value)) return;
  reportIn(scope, span, { message: "this number is too large", help: "use one that JSON can carry exactly" });
}

function checkKey(scope: Scope, key: TypeSyntax): void {
  if (key.kind === "foreign") return;
  const isString =
    key.kind === "name" && !key.name.qualifier && key.name.name.text === "string" && !key.limits;
  if (!isString)
    reportIn(scope, key.span, { message: "keys of a map are strings", help: "write `map<string, T>`" });
}

function resolveNamedType(
  scope: Scope,
  { name, limits, rules }: TypeSyntax & { kind: "name" },
): TypeModel | undefined {
  const simple = name.qualifier ? undefined : simpleTypes.find((type) => type === name.name.text);
  if (simple === "string") {
    return {
      kind: "string",
      limits: resolveLimits(scope, limits, "string"),
      ...resolveTextRules(scope, rules),
    };
  }
  refuseTextRules(scope, rules, `\`${name.name.text}\``);
  if (simple === "bool" || simple === "json") {
    refuseLimits(scope, limits, `\`${simple}\``);
    return { kind: simple };
  }
  if (simple) return { kind: simple, limits: resolveLimits(scope, limits, simple) };
  const symbol = resolveName(scope, name, typeLookup);
  if (!symbol) return undefined;
  const { namespace, declaration } = symbol;
  refuseLimits(scope, limits, `${declaration.kind} \`${name.name.text}\``);
  if (declaration.kind === "alias") return resolveAlias(scope, symbol);
  if (declaration.kind !== "message" && declaration.kind !== "enum" && declaration.kind !== "union")
    return undefined;
  return {
    kind: "reference",
    target: declaration.kind,
    namespace,
    name: declaration.name.text,
    recursive: false,
  };
}

/** The type that an alias means, through further aliases. Its faults are reported where it is declared. */
function resolveAlias(scope: Scope, symbol: DeclaredSymbol): TypeModel | undefined {
  const { declaration, namespace, source } = symbol;
  if (declaration.kind !== "alias") return undefined;
  const { aliases = [] } = scope;
  if (aliases.includes(symbol)) {
    scope.onCircle?.();
    return undefined;
  }
  const inner = { ...scope, namespace, source, aliases: [...aliases, symbol], report: () => undefined };
  return resolveType(inner, declaration.type);
}

function refuseLimits(scope: Scope, limits: LimitsSyntax | undefined, what: string): Limits {
  const help = "remove them; limits are for string, id, int, float, map and, behind `[]`, for arrays";
  if (limits) reportIn(scope, limits.span, { message: `${what} takes no limits`, help });
  return {};
}
