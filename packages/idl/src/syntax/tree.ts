import type { SourceText, Span } from "../text/source-text.ts";

/** A name and its position. */
export interface Identifier {
  readonly text: string;
  readonly span: Span;
}

/** A name with or without the namespace it is in: `Busy`, `Other.Busy`. */
export interface QualifiedName {
  readonly qualifier?: Identifier;
  readonly name: Identifier;
  readonly span: Span;
}

/** A text in quotes, its value. */
export interface StringLiteral {
  readonly value: string;
  readonly span: Span;
}

/** A number as written, and its value. */
export interface NumberLiteral {
  readonly value: number;
  readonly text: string;
  readonly span: Span;
}

/** `(min..max)`; a side that is left out is not limited. */
export interface LimitsSyntax {
  readonly min?: NumberLiteral;
  readonly max?: NumberLiteral;
  readonly span: Span;
}

/** `format "uuid"`, or `pattern /[a-z]+/`: `text` is what is between the quotes or slashes. */
export interface TextRuleSyntax {
  readonly kind: "format" | "pattern";
  readonly text: string;
  /** Of what is between them. */
  readonly span: Span;
}

/** `T nullable`. */
export interface NullableSyntax {
  readonly kind: "nullable";
  readonly type: TypeSyntax;
  readonly span: Span;
}

/** A type as written. */
export type TypeSyntax =
  | NullableSyntax
  | {
      readonly kind: "name";
      readonly name: QualifiedName;
      readonly limits?: LimitsSyntax;
      readonly rules: readonly TextRuleSyntax[];
      readonly span: Span;
    }
  | {
      readonly kind: "map";
      readonly key: TypeSyntax;
      readonly value: TypeSyntax;
      readonly limits?: LimitsSyntax;
      readonly span: Span;
    }
  /** `"text"`, `1`, `true`: the only value. */
  | { readonly kind: "literal"; readonly value: string | number | boolean; readonly span: Span }
  /** In a form of another language; its fault has been reported. */
  | { readonly kind: "foreign"; readonly span: Span }
  | {
      readonly kind: "array";
      readonly item: TypeSyntax;
      readonly limits?: LimitsSyntax;
      readonly span: Span;
    };

/** `= value` or `= Member`, behind `optional`. */
export type DefaultSyntax =
  | { readonly kind: "value"; readonly value: string | number | boolean | null; readonly span: Span }
  | { readonly kind: "member"; readonly name: string; readonly span: Span };

/** `name: type optional = value deprecated "…"`. */
export interface FieldSyntax {
  readonly name: Identifier;
  readonly type: TypeSyntax;
  readonly optional: boolean;
  readonly default?: DefaultSyntax;
  readonly deprecated?: StringLiteral;
  readonly docs?: string;
}

/** `Name = 1 deprecated "…"`, `Name = "text"`. */
export interface MemberSyntax {
  readonly name: Identifier;
  readonly value: NumberLiteral | StringLiteral;
  readonly deprecated?: StringLiteral;
  readonly docs?: string;
}

interface DeclarationHead {
  readonly name: Identifier;
  readonly deprecated?: StringLiteral;
  readonly docs?: string;
}

/** `message Name with M raises E { … }`. */
export interface MessageSyntax extends DeclarationHead {
  readonly kind: "message";
  /** Names of mixins. */
  readonly mixins: readonly QualifiedName[];
  readonly raises: readonly QualifiedName[];
  readonly fields: readonly FieldSyntax[];
}

/** `mixin Name { … }`: fields that messages take in. */
export interface MixinSyntax extends DeclarationHead {
  readonly kind: "mixin";
  readonly fields: readonly FieldSyntax[];
}

/** `alias Name = type`. */
export interface AliasSyntax extends DeclarationHead {
  readonly kind: "alias";
  readonly type: TypeSyntax;
}

/** `union Name by tag open { … }`. */
export interface UnionSyntax extends DeclarationHead {
  readonly kind: "union";
  readonly tag: Identifier;
  readonly open: boolean;
  readonly variants: readonly VariantSyntax[];
  /** False when some variant could not be parsed. */
  readonly complete: boolean;
}

/** `text: TextPart`, `"session.update": SessionUpdate`. */
export interface VariantSyntax {
  /** Text of the tag. */
  readonly name: Identifier;
  readonly message: QualifiedName;
  readonly deprecated?: StringLiteral;
  readonly docs?: string;
}

/** `enum Name open { … }`. */
export interface EnumSyntax extends DeclarationHead {
  readonly kind: "enum";
  readonly open: boolean;
  readonly members: readonly MemberSyntax[];
  /** False when some member could not be parsed. */
  readonly complete: boolean;
}

/** `error Name = -32001 "text" retry { … }`. */
export interface ErrorSyntax extends DeclarationHead {
  readonly kind: "error";
  readonly code: NumberLiteral;
  readonly text: StringLiteral;
  readonly retry: boolean;
  readonly fields: readonly FieldSyntax[];
}

/** `untyped Name`: a method without declared messages. */
export interface UntypedSyntax extends DeclarationHead {
  readonly kind: "untyped";
}

/** A declaration that has a type in generated code. */
export type TypedSyntax = MessageSyntax | EnumSyntax | UnionSyntax | AliasSyntax | ErrorSyntax;

/** A declaration of a namespace. */
export type DeclarationSyntax = TypedSyntax | MixinSyntax | UntypedSyntax;

/** `namespace Name { … }`. */
export interface NamespaceSyntax {
  readonly name: Identifier;
  readonly docs?: string;
  readonly declarations: readonly DeclarationSyntax[];
}

/** A parsed `.def` file. What could not be parsed is missing from it and has a diagnostic. */
export interface FileSyntax {
  readonly source: SourceText;
  /** Paths as written, relative to the file. */
  readonly imports: readonly StringLiteral[];
  readonly namespaces: readonly NamespaceSyntax[];
  /** Names of declarations that could not be parsed, so that uses of them are no second fault. */
  readonly broken: readonly string[];
}
