import { createTextRule, isIdentifier } from "@aiwhisperer/protocol/rpc";
import { nearestWord } from "../diagnostics/suggestion.ts";
import type { DefaultModel, Limits, ReferenceModel, StringType, TypeModel } from "../model/contract-model.ts";
import { compilePattern } from "../pattern/compile-pattern.ts";
import { formatPatterns } from "../pattern/formats.ts";
import type { DefaultSyntax } from "../syntax/tree.ts";
import { reportIn, type Scope } from "./scope.ts";

/** The default that is written, or undefined after its fault has been reported. */
export function resolveDefault(
  scope: Scope,
  syntax: DefaultSyntax,
  type: TypeModel,
): DefaultModel | undefined {
  const scalar = type.kind === "nullable" && !isNull(syntax) ? type.type : type;
  if (scalar.kind === "reference" && scalar.target === "enum") return memberOf(scope, syntax, scalar);
  if (["array", "map", "reference"].includes(scalar.kind)) {
    return refuse(scope, syntax, "a field of this type has no default", "say it in a doc comment");
  }
  if (syntax.kind === "member") {
    const help = "write a text in quotes, a number, `true`, `false` or `null`";
    return refuse(scope, syntax, `\`${syntax.name}\` is no value`, help);
  }
  const { value } = syntax;
  if (fits(scalar, value)) return { value, text: JSON.stringify(value) };
  return refuse(scope, syntax, "the default does not fit the type of its field", "change one of them");
}

function refuse(scope: Scope, { span }: DefaultSyntax, message: string, help: string): undefined {
  reportIn(scope, span, { message, help });
  return undefined;
}

function isNull(syntax: DefaultSyntax): boolean {
  return syntax.kind === "value" && syntax.value === null;
}

function memberOf(
  scope: Scope,
  syntax: DefaultSyntax,
  enumeration: ReferenceModel,
): DefaultModel | undefined {
  const members = scope.symbols.namespaces.get(enumeration.namespace)?.get(enumeration.name)?.declaration;
  if (members?.kind !== "enum" || !members.complete) return undefined;
  const names = members.members.map(({ name }) => name.text);
  if (syntax.kind === "value") {
    const help = `write the name of a member, as in \`= ${names[0] ?? "Member"}\``;
    return refuse(scope, syntax, `the default is a member of \`${enumeration.name}\``, help);
  }
  const member = members.members.find(({ name }) => name.text === syntax.name);
  if (member) return { value: member.value.value, text: syntax.name, member: enumeration };
  const nearest = nearestWord(syntax.name, names);
  const help = nearest ? `did you mean \`${nearest}\`?` : `members are ${names.join(", ")}`;
  return refuse(scope, syntax, `\`${enumeration.name}\` has no member \`${syntax.name}\``, help);
}

function fits(type: TypeModel, value: string | number | boolean | null): boolean {
  switch (type.kind) {
    case "string":
      return typeof value === "string" && fitsText(type, value);
    case "id":
      return typeof value === "string" && isWithin(type.limits, value.length) && isIdentifier(value);
    case "int":
      return typeof value === "number" && Number.isSafeInteger(value) && isWithin(type.limits, value);
    case "float":
      return typeof value === "number" && Number.isFinite(value) && isWithin(type.limits, value);
    case "bool":
      return typeof value === "boolean";
    case "json":
      return typeof value !== "number" || Number.isFinite(value);
    case "literal":
      return value === type.value;
    default:
      return type.kind === "nullable" && value === null;
  }
}

function fitsText({ limits, format, pattern }: StringType, text: string): boolean {
  const patterns = [format && formatPatterns[format], pattern].filter((each) => each !== undefined);
  const rules = patterns.map((each) => createTextRule(each, compilePattern(each)));
  return isWithin(limits, text.length) && rules.every((rule) => rule.fits(text));
}

function isWithin({ min, max }: Limits, size: number): boolean {
  return !(min !== undefined && size < min) && !(max !== undefined && size > max);
}
