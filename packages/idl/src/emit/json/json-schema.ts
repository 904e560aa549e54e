import { identifierPattern } from "@aiwhisperer/protocol/rpc";
import { type GeneratedFile, generatedNotice } from "../../kit/generated-file.ts";
import {
  type AliasModel,
  type ContractModel,
  type DeclarationModel,
  type EnumModel,
  type FieldModel,
  findTarget,
  type Limits,
  type MessageModel,
  type NamespaceModel,
  type ReferenceModel,
  referencesIn,
  type StringType,
  type TypeModel,
  type UnionModel,
} from "../../model/contract-model.ts";
import { dataTypeName, toKebabCase } from "../../model/naming.ts";
import { formatPatterns } from "../../pattern/formats.ts";

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
  const schemas = new Map<string, JsonSchema>(namespaceSchemas(model, scope, namespace));
  const waiting = namespace.declarations.flatMap((one) => foreignReferences(one, scope));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const name = schemaName(scope, next);
    if (schemas.has(name)) continue;
    const target = findTarget(model, next);
    schemas.set(name, declaredSchema(model, scope, { ...target, title: name.replace(".", "") }));
    waiting.push(...foreignReferences(target, scope));
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
      return {
        type: "string",
        ...limitKeywords(type.limits, "minLength", "maxLength"),
        ...textKeywords(type),
      };
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
    case "literal":
      return { const: type.value };
    case "nullable":
      return {
        anyOf: [
          typeSchema(scope, { type: type.type, title: `${title}Value` }),
          { title: "Null", type: "null" },
        ],
      };
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

/** A format is said by its name, and as a pattern, so that every reader checks the same. */
function textKeywords({ format, pattern }: StringType): JsonSchema {
  const named = format === "base64" ? { contentEncoding: format } : { format };
  const own = pattern === undefined ? {} : { pattern: anchored(pattern) };
  if (format === undefined) return own;
  const ofFormat = { pattern: anchored(formatPatterns[format]) };
  return pattern === undefined ? { ...named, ...ofFormat } : { ...named, ...own, allOf: [ofFormat] };
}

function anchored(pattern: string): string {
  return `^(?:${pattern})$`;
}

function namespaceSchemas(
  model: ContractModel,
  scope: SchemaScope,
  namespace: NamespaceModel,
): [string, JsonSchema][] {
  return namespace.declarations.flatMap((declaration): [string, JsonSchema][] => {
    if (declaration.kind !== "error")
      return [[declaration.name, declaredSchema(model, scope, { ...declaration, title: declaration.name })]];
    if (declaration.fields.length === 0) return [];
    const title = dataTypeName(declaration.name);
    return [[title, objectSchema(scope, { title, fields: declaration.fields })]];
  });
}

type Titled<D> = D & { readonly title: string };

function declaredSchema(
  model: ContractModel,
  scope: SchemaScope,
  declaration: Titled<MessageModel | EnumModel | UnionModel | AliasModel>,
): JsonSchema {
  switch (declaration.kind) {
    case "message":
      return objectSchema(scope, declaration);
    case "enum":
      return enumSchema(declaration);
    case "union":
      return unionSchema(model, scope, declaration);
    case "alias":
      return { ...typeSchema(scope, declaration), ...annotations(declaration) };
  }
}

/** An open enum has one more alternative, which accepts every value of its kind. */
function enumSchema(declaration: Titled<EnumModel>): JsonSchema {
  const { title, members, open } = declaration;
  const values = members.map((member) => ({
    const: member.value,
    title: member.name,
    ...annotations(member),
  }));
  const type = typeof members[0]?.value === "string" ? "string" : "integer";
  const other = { title: `${title}Other`, type };
  return {
    title,
    type,
    ...annotations(declaration),
    ...(open ? { anyOf: [...values, other] } : { oneOf: values }),
  };
}

/**
 * One alternative a variant: the fields of its message with the tag. An open union has one more, for objects
 * with any other text in the tag.
 */
function unionSchema(model: ContractModel, scope: SchemaScope, union: Titled<UnionModel>): JsonSchema {
  const { title, tag, variants, open } = union;
  const known = variants.map((variant) => {
    const target = findTarget(model, variant.message);
    const fields = target.kind === "message" ? target.fields : [];
    const name = memberTitle(title, variant.value.replaceAll(/\W+/g, "_"));
    const object = objectSchema(scope, { ...target, ...variant, title: name, fields });
    return withTag(object, tag, { title: memberTitle(name, tag), const: variant.value });
  });
  const texts = variants.map(({ value }) => value);
  const other = withTag({ title: `${title}Other`, type: "object" }, tag, {
    title: memberTitle(`${title}Other`, tag),
    type: "string",
    not: { enum: texts },
  });
  return { title, ...annotations(union), oneOf: open ? [...known, other] : known };
}

function withTag(object: JsonSchema, tag: string, schema: JsonSchema): JsonSchema {
  const { properties = {}, required = [] } = object as {
    readonly properties?: object;
    readonly required?: readonly string[];
  };
  return { ...object, properties: { [tag]: schema, ...properties }, required: [tag, ...required] };
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
      ...(field.default && { default: field.default.value }),
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

function foreignReferences(declaration: DeclarationModel, scope: SchemaScope): ReferenceModel[] {
  return referencesIn(declaration).filter(({ namespace }) => namespace !== scope.namespace);
}
