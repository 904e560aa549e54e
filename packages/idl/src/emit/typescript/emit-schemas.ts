import type { Limits, NamespaceModel, TypeModel } from "../../model/contract-model.ts";
import { shapesOf } from "./emit-guards.ts";
import { type ModuleScope, qualified } from "./type-text.ts";

/**
 * Lines of the schemas of a namespace, from which faults are found: a constant `schemaOfX` for every enum and
 * object type.
 */
export function emitSchemas(namespace: NamespaceModel): string[] {
  const scope: ModuleScope = { namespace: namespace.name };
  const enums = namespace.declarations.flatMap((declaration) => {
    if (declaration.kind !== "enum") return [];
    const { name } = declaration;
    return [
      `export const schemaOf${name}: rpc.EnumSchema = { kind: "enum", name: "${name}", members: ${name} };`,
      "",
    ];
  });
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
  return [...enums, ...messages];
}

function schemaText(scope: ModuleScope, type: TypeModel): string {
  switch (type.kind) {
    case "string":
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
    case "reference": {
      const target = qualified(scope, type, `schemaOf${type.name}`);
      if (type.target === "enum") return target;
      return `{ kind: "message", to: () => ${target}, recursive: ${type.recursive} }`;
    }
  }
}

function limitsText({ min, max }: Limits): string {
  return `${min === undefined ? "" : `, min: ${min}`}${max === undefined ? "" : `, max: ${max}`}`;
}
