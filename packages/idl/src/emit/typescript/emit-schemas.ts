import type { Limits, NamespaceModel, TypeModel, UnionModel } from "../../model/contract-model.ts";
import { shapesOf } from "./emit-guards.ts";
import { moduleScope, textRuleNames } from "./emit-text-rules.ts";
import { type ModuleScope, qualified } from "./type-text.ts";

/**
 * Lines of the schemas of a namespace, from which faults are found: a constant `schemaOfX` for every enum and
 * object type.
 */
export function emitSchemas(namespace: NamespaceModel): string[] {
  const scope = moduleScope(namespace);
  const enums = namespace.declarations.flatMap((declaration) => {
    if (declaration.kind !== "enum") return [];
    const { name, open } = declaration;
    const isOpen = open ? ", open: true" : "";
    return [
      `export const schemaOf${name}: rpc.EnumSchema = { kind: "enum", name: "${name}", members: ${name}${isOpen} };`,
      "",
    ];
  });
  const unions = namespace.declarations.flatMap((declaration) =>
    declaration.kind === "union" ? unionLines(scope, declaration) : [],
  );
  const messages = shapesOf(namespace).flatMap(({ name, fields }) => [
    `export const schemaOf${name}: rpc.MessageSchema = {`,
    `  name: "${name}",`,
    "  fields: [",
    ...fields.map(
      (field) =>
        `    { name: "${field.name}", type: ${schemaText(scope, field.type)}, optional: ${field.optional} },`,
    ),
    "  ],",
    "};",
    "",
  ]);
  return [...enums, ...unions, ...messages];
}

function unionLines(scope: ModuleScope, { name, tag, open, variants }: UnionModel): string[] {
  return [
    `export const schemaOf${name}: rpc.UnionSchema = {`,
    `  name: "${name}",`,
    `  tag: "${tag}",`,
    `  open: ${open},`,
    "  variants: {",
    ...variants.map(({ value, message }) => `    ${JSON.stringify(value)}: ${schemaText(scope, message)},`),
    "  },",
    "};",
    "",
  ];
}

function schemaText(scope: ModuleScope, type: TypeModel): string {
  switch (type.kind) {
    case "string": {
      const rules = textRuleNames(scope, type);
      const ruleText = rules.length > 0 ? `, rules: [${rules.join(", ")}]` : "";
      return `{ kind: "string"${limitsText(type.limits)}${ruleText} }`;
    }
    case "id":
    case "int":
    case "float":
      return `{ kind: "${type.kind}"${limitsText(type.limits)} }`;
    case "bool":
    case "json":
      return `{ kind: "${type.kind}" }`;
    case "array":
      return `{ kind: "array", item: ${schemaText(scope, type.item)}${limitsText(type.limits)} }`;
    case "map":
      return `{ kind: "map", value: ${schemaText(scope, type.value)}${limitsText(type.limits)} }`;
    case "literal":
      return `{ kind: "literal", value: ${JSON.stringify(type.value)} }`;
    case "nullable":
      return `{ kind: "nullable", type: ${schemaText(scope, type.type)} }`;
    case "reference": {
      const target = qualified(scope, type, `schemaOf${type.name}`);
      if (type.target === "enum") return target;
      return `{ kind: "${type.target}", to: () => ${target}, recursive: ${type.recursive} }`;
    }
  }
}

function limitsText({ min, max }: Limits): string {
  return `${min === undefined ? "" : `, min: ${min}`}${max === undefined ? "" : `, max: ${max}`}`;
}
