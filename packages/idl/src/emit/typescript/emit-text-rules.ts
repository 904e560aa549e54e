import type { NamespaceModel, StringType, TypeModel } from "../../model/contract-model.ts";
import { toCamelCase } from "../../model/naming.ts";
import { compilePattern } from "../../pattern/compile-pattern.ts";
import { formatPatterns, type StringFormat, stringFormats } from "../../pattern/formats.ts";
import type { ModuleScope } from "./type-text.ts";

/** The scope of a namespace's module. */
export function moduleScope(namespace: NamespaceModel): ModuleScope {
  const patterns = stringsOf(namespace).flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
  return { namespace: namespace.name, patterns: [...new Set(patterns)] };
}

/** Lines that declare a rule for each format and pattern of a namespace's strings. */
export function emitTextRules(namespace: NamespaceModel): string[] {
  const used = new Set(stringsOf(namespace).map(({ format }) => format));
  const formats = stringFormats
    .filter((format) => used.has(format))
    .map((format) => ruleText(formatName(format), `in the format ${format}`, formatPatterns[format]));
  const patterns = moduleScope(namespace).patterns.map((pattern, index) =>
    ruleText(patternName(index), `that fits /${pattern}/`, pattern),
  );
  const lines = [...formats, ...patterns];
  return lines.length > 0 ? [...lines, ""] : [];
}

/** Names of the rules that the text of a string has to fit. */
export function textRuleNames({ patterns }: ModuleScope, { format, pattern }: StringType): string[] {
  return [
    ...(format === undefined ? [] : [formatName(format)]),
    ...(pattern === undefined ? [] : [patternName(patterns.indexOf(pattern))]),
  ];
}

/** No declared name has a `$`. */
function formatName(format: StringFormat): string {
  return `format$${toCamelCase(format.replace("-t", "T"))}`;
}

function patternName(index: number): string {
  return `pattern$${index + 1}`;
}

function ruleText(name: string, label: string, pattern: string): string {
  const { starts, groups, next, accepts } = compilePattern(pattern);
  const table = Object.entries({ starts, groups, next, accepts })
    .map(([key, numbers]) => `${key}: [${numbers.join(",")}]`)
    .join(", ");
  return `const ${name} = rpc.createTextRule(${JSON.stringify(label)}, { ${table} });`;
}

function stringsOf({ declarations }: NamespaceModel): StringType[] {
  return declarations.flatMap((declaration) =>
    "fields" in declaration ? declaration.fields.flatMap(({ type }) => stringsIn(type)) : [],
  );
}

function stringsIn(type: TypeModel): StringType[] {
  switch (type.kind) {
    case "string":
      return [type];
    case "array":
      return stringsIn(type.item);
    case "map":
      return stringsIn(type.value);
    case "nullable":
      return stringsIn(type.type);
    default:
      return [];
  }
}
