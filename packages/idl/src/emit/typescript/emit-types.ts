import type {
  DeclarationModel,
  EnumModel,
  FieldModel,
  NamespaceModel,
  UnionModel,
} from "../../model/contract-model.ts";
import { dataTypeName } from "../../model/naming.ts";
import { docComment, type Remarks } from "./doc-comment.ts";
import { moduleScope } from "./emit-text-rules.ts";
import { type ModuleScope, typeText } from "./type-text.ts";

/**
 * Lines that declare the types of a namespace in the order of the file, then the full names of its untyped
 * methods; each is followed by a blank line.
 */
export function emitTypes(namespace: NamespaceModel): string[] {
  const scope = moduleScope(namespace);
  return [
    ...namespace.declarations.flatMap((declaration) => declarationLines(scope, declaration)),
    ...namespace.untypedMethods.flatMap((method) => [
      ...docComment(method),
      `export const ${method.name} = "${method.fullName}";`,
      "",
    ]),
  ];
}

function declarationLines(scope: ModuleScope, declaration: DeclarationModel): string[] {
  switch (declaration.kind) {
    case "enum":
      return enumLines(declaration);
    case "message":
      return interfaceLines(scope, { ...declaration, name: declaration.name });
    case "union":
      return unionLines(scope, declaration);
    case "alias": {
      const text = typeText(scope, declaration.type);
      return [...docComment(declaration), `export type ${declaration.name} = ${text};`, ""];
    }
    case "error": {
      if (declaration.fields.length === 0) return [];
      const docs = `Data of the error \`${declaration.name}\`.`;
      return interfaceLines(scope, { ...declaration, name: dataTypeName(declaration.name), docs });
    }
  }
}

function interfaceLines(
  scope: ModuleScope,
  shape: Remarks & { readonly name: string; readonly fields: readonly FieldModel[] },
): string[] {
  const comment = docComment(shape);
  if (shape.fields.length === 0) {
    return [...comment, `export type ${shape.name} = { readonly [field: string]: never };`, ""];
  }
  const fields = shape.fields.flatMap((field) => [
    ...docComment(withDefault(field), "  "),
    `  readonly ${field.name}${field.optional ? "?" : ""}: ${typeText(scope, field.type)};`,
  ]);
  return [...comment, `export interface ${shape.name} {`, ...fields, "}", ""];
}

/** The remarks of a field, with the value that its absence means. */
function withDefault(field: FieldModel): Remarks {
  if (!field.default) return field;
  return { ...field, docs: [field.docs, `Default: ${field.default.text}.`].filter(Boolean).join("\n") };
}

/** Names the variants only: a switch over the tag has a default case where the union is open. */
function unionLines(scope: ModuleScope, union: UnionModel): string[] {
  const variants = union.variants.flatMap((variant) => [
    ...docComment(variant, "  "),
    `  | ({ readonly ${union.tag}: ${JSON.stringify(variant.value)} } & ${typeText(scope, variant.message)})`,
  ]);
  const last = variants.length - 1;
  return [
    ...docComment(withOpenness(union, `further variants, with other texts in \`${union.tag}\``)),
    `export type ${union.name} =`,
    ...variants.map((line, index) => (index === last ? `${line};` : line)),
    "",
  ];
}

/** The remarks of a declaration, with what being open means for a reader. */
function withOpenness(declaration: Remarks & { readonly open: boolean }, what: string): Remarks {
  if (!declaration.open) return declaration;
  const docs = [declaration.docs, `Open: a newer peer may send ${what}.`].filter(Boolean).join("\n\n");
  return { ...declaration, docs };
}

/** The values of a newer peer: editors still propose the known ones, and a switch needs a default case. */
function openRest({ open, members }: EnumModel): string {
  if (!open) return "";
  return ` | (${typeof members[0]?.value === "string" ? "string" : "number"} & Record<never, never>)`;
}

function enumLines(declaration: EnumModel): string[] {
  const { name, members } = declaration;
  const comment = docComment(withOpenness(declaration, "further values"));
  const values = members.flatMap((member) => [
    ...docComment(member, "  "),
    `  ${member.name}: ${JSON.stringify(member.value)},`,
  ]);
  return [
    ...comment,
    `export const ${name} = {`,
    ...values,
    "} as const;",
    "",
    ...comment,
    `export type ${name} = (typeof ${name})[keyof typeof ${name}]${openRest(declaration)};`,
    "",
  ];
}
