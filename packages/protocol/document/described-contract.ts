/** An OpenRPC document as the `.def` compiler generates it. */
export type OpenrpcDocument = { readonly [key: string]: unknown };

/** A JSON Schema. References begin with `#/components/schemas/`. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A field of a method's params, or of a notification. */
export interface DescribedField {
  readonly name: string;
  readonly summary?: string;
  readonly description?: string;
  readonly required: boolean;
  /** What to use instead. */
  readonly "x-deprecated"?: string;
  readonly schema: JsonSchema;
}

/** A notification, or what a method has in common with one. */
export interface DescribedMessage {
  readonly name: string;
  readonly summary?: string;
  readonly description?: string;
  /** What to use instead. */
  readonly "x-deprecated"?: string;
  readonly params: readonly DescribedField[];
}

/** A method. */
export interface DescribedMethod extends DescribedMessage {
  readonly result: { readonly schema: JsonSchema };
  /** References into `#/components/errors/`. */
  readonly errors?: readonly { readonly $ref: string }[];
}

/** An error of the contract. */
export interface DescribedError {
  readonly name: string;
  readonly code: number;
  readonly message: string;
  readonly description?: string;
  /** Whether the same request may be sent again. */
  readonly retry: boolean;
  readonly data?: JsonSchema;
}

/** What an OpenRPC document of the `.def` compiler says. */
export interface DescribedContract {
  readonly info: { readonly title: string; readonly description?: string; readonly version: string };
  readonly methods: readonly DescribedMethod[];
  readonly notifications: readonly DescribedMessage[];
  readonly errors: readonly DescribedError[];
  /** By name. */
  readonly schemas: { readonly [name: string]: JsonSchema };
}

/** Reads an OpenRPC document as the compiler writes it. */
export function describedContract(document: OpenrpcDocument): DescribedContract {
  const { info, methods, components } = document as unknown as Pick<DescribedContract, "info" | "methods"> & {
    readonly components: { readonly schemas: DescribedContract["schemas"] };
  };
  return {
    info,
    methods,
    notifications: (document["x-notifications"] ?? []) as readonly DescribedMessage[],
    errors: (document["x-errors"] ?? []) as readonly DescribedError[],
    schemas: components.schemas,
  };
}
