import { identifierPattern } from "@aiwhisperer/protocol/rpc";
import { type GeneratedFile, generatedNotice } from "../../kit/generated-file.ts";
import type {
  ContractModel,
  EnumModel,
  FieldModel,
  Limits,
  NamespaceModel,
  ReferenceModel,
  TypeModel,
} from "../../model/contract-model.ts";
import { findTarget } from "../../model/contract-model.ts";
import { toKebabCase } from "../../model/naming.ts";
import { shapesOf } from "../typescript/emit-guards.ts";

/** A JSON Schema, in the words that draft 7 and draft 2020-12 share. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** How references are written. */
export interface SchemaScope {
  /** Namespace whose names are written bare; those of others are `Other.Name`. */
  readonly namespace: string;
  /** Prefix of the name, `#/components/schemas/`. */
  readonly prefix: string;
}

/**
 * A type, and the title that its schema gets: code generators name a type for it, so that it is an
 * identifier.
 */
export interface TitledType {
  readonly type: TypeModel;
  readonly title: string;
}

/**
 * Schemas of everything that a namespace declares, and of what it uses of other namespaces, by name. They
 * accept exactly what the generated validators accept, where the reader of the schema measures strings in
 * UTF-16 units; one that counts code points is laxer above the lower and stricter below it for characters
 * outside of the basic plane.
 */
export function jsonSchemas(
  model: ContractModel,
  namespace: NamespaceModel,
  prefix: string,
): { readonly [name: string]: JsonSchema } {
  const scope = { namespace: namespace.name, prefix };
  const schemas = new Map<string, JsonSchema>(namespaceSchemas(scope, namespace));
  const waiting = foreignReferences(
    namespace.declarations.flatMap((one) => (one.kind === "enum" ? [] : one.fields)),
    scope,
  );
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const name = schemaName(scope, next);
    if (schemas.has(name)) continue;
    const target = findTarget(model, next);
    const named = { ...target, title: name.replace(".", "") };
    schemas.set(name, named.kind === "enum" ? enumSchema(named) : objectSchema(scope, named));
    if (target.kind === "message") waiting.push(...foreignReferences(target.fields, scope));
  }
  return Object.fromEntries([...schemas].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * One file for each namespace, `kebab-case.schema.json`: a draft 2020-12 document with everything under
 * `$defs`.
 */
export function emitJsonSchema(model: ContractModel): GeneratedFile[] {
  return model.namespaces.map((namespace) => {
    const document = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $comment: generatedNotice(namespace.sources),
      $id: `${toKebabCase(namespace.name)}.schema.json`,
      title: namespace.name,
      $defs: jsonSchemas(model, namespace, "#/$defs/"),
    };
    return {
      path: `${toKebabCase(namespace.name)}.schema.json`,
      text: `${JSON.stringify(document, undefined, 2)}\n`,
    };
  });
}

/** Schema of a type. A reference has no title: what it refers to has one. */
export function typeSchema(scope: SchemaScope, { type, title }: TitledType): JsonSchema {
  const schema = untitledSchema(scope, { type, title });
  return type.kind === "reference" ? schema : { title, ...schema };
}

/** Title of the schema of a field, or of a parameter, of that name. */
export function memberTitle(owner: string, name: string): string {
  return owner + name.charAt(0).toUpperCase() + name.slice(1);
}

function untitledSchema(scope: SchemaScope, { type, title }: TitledType): JsonSchema {
  switch (type.kind) {
    case "reference":
      return { $ref: scope.prefix + schemaName(scope, type) };
    case "string":
      return { type: "string", ...limitKeywords(type.limits, "minLength", "maxLength") };
    case "id":
      return {
        type: "string",
        ...limitKeywords(type.limits, "minLength", "maxLength"),
        pattern: identifierPattern,
      };
    case "int":
      return {
        type: "integer",
        minimum: type.limits.min ?? Number.MIN_SAFE_INTEGER,
        maximum: type.limits.max ?? Number.MAX_SAFE_INTEGER,
      };
    case "float":
      return { type: "number", ...limitKeywords(type.limits, "minimum", "maximum") };
    case "bool":
      return { type: "boolean" };
    case "json":
      return {};
    case "array":
      return {
        type: "array",
        items: typeSchema(scope, { type: type.item, title: `${title}Item` }),
        ...limitKeywords(type.limits, "minItems", "maxItems"),
      };
    case "map": {
      const entries = limitKeywords(type.limits, "minProperties", "maxProperties");
      const value = typeSchema(scope, { type: type.value, title: `${title}Value` });
      return { type: "object", additionalProperties: value, ...entries };
    }
  }
}

function namespaceSchemas(scope: SchemaScope, namespace: NamespaceModel): [string, JsonSchema][] {
  const remarks = new Map(namespace.declarations.map((declaration) => [declaration.name, declaration]));
  const enums = namespace.declarations.filter((declaration) => declaration.kind === "enum");
  return [
    ...enums.map((declaration): [string, JsonSchema] => [
      declaration.name,
      enumSchema({ ...declaration, title: declaration.name }),
    ]),
    ...shapesOf(namespace).map((shape): [string, JsonSchema] => {
      const declaration = remarks.get(shape.name);
      return [shape.name, objectSchema(scope, { ...(declaration ?? {}), ...shape, title: shape.name })];
    }),
  ];
}

function enumSchema(declaration: EnumModel & { readonly title: string }): JsonSchema {
  const oneOf = declaration.members.map((member) => ({
    const: member.value,
    title: member.name,
    ...annotations(member),
  }));
  return { title: declaration.title, type: "integer", ...annotations(declaration), oneOf };
}

type Described = { readonly docs?: string; readonly deprecated?: string };

function objectSchema(
  scope: SchemaScope,
  shape: Described & { readonly title: string; readonly fields: readonly FieldModel[] },
): JsonSchema {
  const properties = shape.fields.map((field) => [
    field.name,
    {
      ...typeSchema(scope, { type: field.type, title: memberTitle(shape.title, field.name) }),
      ...annotations(field),
    },
  ]);
  const required = shape.fields.filter(({ optional }) => !optional).map(({ name }) => name);
  return {
    title: shape.title,
    type: "object",
    ...annotations(shape),
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
  };
}

function annotations({ docs, deprecated }: Described): JsonSchema {
  const description = [docs, deprecated && `Deprecated: ${deprecated}.`].filter(Boolean).join("\n\n");
  return { ...(description && { description }), ...(deprecated !== undefined && { deprecated: true }) };
}

function limitKeywords({ min, max }: Limits, lower: string, upper: string): JsonSchema {
  return { ...(min !== undefined && { [lower]: min }), ...(max !== undefined && { [upper]: max }) };
}

function schemaName(scope: SchemaScope, { namespace, name }: ReferenceModel): string {
  return namespace === scope.namespace ? name : `${namespace}.${name}`;
}

function foreignReferences(fields: readonly FieldModel[], scope: SchemaScope): ReferenceModel[] {
  const referencesOf = (type: TypeModel): ReferenceModel[] => {
    if (type.kind === "array") return referencesOf(type.item);
    if (type.kind === "map") return referencesOf(type.value);
    return type.kind === "reference" && type.namespace !== scope.namespace ? [type] : [];
  };
  return fields.flatMap(({ type }) => referencesOf(type));
}
