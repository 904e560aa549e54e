import type { StringFormat } from "../pattern/formats.ts";

/**
 * What a set of checked `.def` files declares, with every name resolved. All emitters read this and nothing
 * else.
 */
export interface ContractModel {
  /** In the order in which they first appear: the entry file's before those of its imports. */
  readonly namespaces: readonly NamespaceModel[];
}

/** A namespace with all its declarations, from however many files. */
export interface NamespaceModel {
  readonly name: string;
  readonly docs?: string;
  /** Names of the files that declare it, relative to the entry file's folder, with `/`. */
  readonly sources: readonly string[];
  /** Messages, enums and errors in the order of the files. */
  readonly declarations: readonly DeclarationModel[];
  readonly methods: readonly MethodModel[];
  readonly untypedMethods: readonly UntypedMethodModel[];
  readonly notifications: readonly NotificationModel[];
  readonly errors: readonly ErrorModel[];
}

/** A named thing of a namespace. Mixins are not among them: their fields are those of the messages. */
export type DeclarationModel = MessageModel | EnumModel | UnionModel | AliasModel | ErrorModel;

/** An object with typed fields. */
export interface MessageModel {
  readonly kind: "message";
  readonly name: string;
  readonly fields: readonly FieldModel[];
  readonly docs?: string;
  readonly deprecated?: string;
}

/** A set of named integers, or of named texts. */
export interface EnumModel {
  readonly kind: "enum";
  readonly name: string;
  readonly members: readonly MemberModel[];
  /** Whether other integers, or texts, are valid too: those of a newer peer. */
  readonly open: boolean;
  readonly docs?: string;
  readonly deprecated?: string;
}

/** An object of one of several messages, each marked by the text in its tag field. */
export interface UnionModel {
  readonly kind: "union";
  readonly name: string;
  /** Name of the tag field, which no variant declares itself. */
  readonly tag: string;
  readonly variants: readonly VariantModel[];
  /** Whether objects with other texts in the tag field are valid too: variants of a newer peer. */
  readonly open: boolean;
  readonly docs?: string;
  readonly deprecated?: string;
}

/** One case of a union. */
export interface VariantModel {
  /** Text of the tag field. */
  readonly value: string;
  readonly message: ReferenceModel;
  readonly docs?: string;
  readonly deprecated?: string;
}

/** Another name for a type. References to it are resolved to the type. */
export interface AliasModel {
  readonly kind: "alias";
  readonly name: string;
  readonly type: TypeModel;
  readonly docs?: string;
  readonly deprecated?: string;
}

/** A failure that methods may raise. */
export interface ErrorModel {
  readonly kind: "error";
  readonly name: string;
  readonly code: number;
  /** Default text for people. */
  readonly text: string;
  readonly retry: boolean;
  /** Fields of `error.data`; an error without fields has no data. */
  readonly fields: readonly FieldModel[];
  readonly docs?: string;
  readonly deprecated?: string;
}

/** One field of a message or of an error's data. */
export interface FieldModel {
  readonly name: string;
  readonly type: TypeModel;
  readonly optional: boolean;
  /** Of optional fields only. */
  readonly default?: DefaultModel;
  readonly docs?: string;
  readonly deprecated?: string;
}

/** The value of a field that is absent. It is not filled in. */
export interface DefaultModel {
  readonly value: LiteralValue | null;
  /** As the `.def` file writes it: a JSON value, or the name of a member. */
  readonly text: string;
  /** The enum that it is a member of, if it is one. */
  readonly member?: ReferenceModel;
}

/** One value of an enum. */
export interface MemberModel {
  readonly name: string;
  /** An integer, or a text; the same kind in all members of an enum. */
  readonly value: number | string;
  readonly docs?: string;
  readonly deprecated?: string;
}

/** Smallest and largest allowed length, value or count, both included; a side that is absent is open. */
export interface Limits {
  readonly min?: number;
  readonly max?: number;
}

/**
 * A resolved type. Limits are on the length of a string or an id in UTF-16 units, a number's value, an
 * array's items and a map's entries.
 */
export type TypeModel =
  | StringType
  /** A string that names something: well-formed Unicode without control characters. */
  | { readonly kind: "id"; readonly limits: Limits }
  | { readonly kind: "int"; readonly limits: Limits }
  | { readonly kind: "float"; readonly limits: Limits }
  | { readonly kind: "bool" }
  | { readonly kind: "json" }
  | { readonly kind: "literal"; readonly value: LiteralValue }
  | { readonly kind: "nullable"; readonly type: TypeModel }
  | { readonly kind: "array"; readonly item: TypeModel; readonly limits: Limits }
  | { readonly kind: "map"; readonly value: TypeModel; readonly limits: Limits }
  | ReferenceModel;

/** A string; its whole text fits the format and the pattern where there are any. */
export interface StringType {
  readonly kind: "string";
  readonly limits: Limits;
  readonly format?: StringFormat;
  /** Without slashes. It compiles. */
  readonly pattern?: string;
}

/** The only value of a literal type. */
export type LiteralValue = string | number | boolean;

/** A type that is declared somewhere. */
export interface ReferenceModel {
  readonly kind: "reference";
  readonly target: "message" | "enum" | "union";
  readonly namespace: string;
  readonly name: string;
  /**
   * Whether the target may contain the message or union that has this reference, so that values can nest
   * without limit.
   */
  readonly recursive: boolean;
}

/** A request with its response. */
export interface MethodModel {
  /** Bare name, `startSession`. */
  readonly name: string;
  /** With the namespace, `interactive.startSession`. */
  readonly fullName: string;
  readonly request: MessageModel;
  readonly response: MessageModel;
  /** Names of errors of the same namespace. */
  readonly raises: readonly string[];
}

/** A method that accepts any params and may return any JSON value. */
export interface UntypedMethodModel {
  /** As declared, `Echo`. */
  readonly name: string;
  /** With the namespace, `interactive.echo`. */
  readonly fullName: string;
  readonly docs?: string;
  readonly deprecated?: string;
}

/** A message that the server sends unasked, under its own name. */
export interface NotificationModel {
  readonly name: string;
  readonly message: MessageModel;
}

/** The declaration that a reference means. */
export function findTarget(
  model: ContractModel,
  reference: ReferenceModel,
): MessageModel | EnumModel | UnionModel {
  const namespace = model.namespaces.find(({ name }) => name === reference.namespace);
  const found = namespace?.declarations.find(({ name }) => name === reference.name);
  if (found?.kind === "message" || found?.kind === "enum" || found?.kind === "union") return found;
  throw new Error(`the model has no ${reference.target} ${reference.namespace}.${reference.name}`);
}

/** The references that a type holds, at any depth of arrays, maps and nullable types. */
export function referencesOf(type: TypeModel): readonly ReferenceModel[] {
  switch (type.kind) {
    case "array":
      return referencesOf(type.item);
    case "map":
      return referencesOf(type.value);
    case "nullable":
      return referencesOf(type.type);
    case "reference":
      return [type];
    default:
      return [];
  }
}

/** The references of a declaration to others. */
export function referencesIn(declaration: DeclarationModel): readonly ReferenceModel[] {
  switch (declaration.kind) {
    case "enum":
      return [];
    case "alias":
      return referencesOf(declaration.type);
    case "union":
      return declaration.variants.map(({ message }) => message);
    default:
      return declaration.fields.flatMap(({ type }) => referencesOf(type));
  }
}
