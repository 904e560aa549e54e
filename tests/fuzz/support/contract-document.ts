import { interactiveOpenrpc } from "@aiwhisperer/protocol/openrpc";
import { Ajv2020 } from "ajv/dist/2020.js";

/** Code of `LimitExceeded`: any request may be one too many on its connection. */
export const LIMIT_EXCEEDED = -32_021;

/** What the generated document says of a value. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly oneOf?: readonly { readonly const: number }[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
}

/** A method as the document describes it. */
export interface DocumentedMethod {
  /** With the namespace. */
  readonly name: string;
  /** Name of the message of its params, and of its result. */
  readonly request: string;
  readonly response: string;
  /** Codes of the errors that it raises. */
  readonly codes: ReadonlySet<number>;
}

interface OpenrpcMethod {
  readonly name: string;
  readonly result: { readonly name: string };
  readonly errors?: readonly { readonly $ref: string }[];
}

interface OpenrpcError {
  readonly name: string;
  readonly code: number;
  readonly data?: { readonly $ref: string };
}

interface Document {
  readonly methods: readonly OpenrpcMethod[];
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
  readonly "x-notifications": readonly { readonly name: string }[];
  readonly "x-errors": readonly OpenrpcError[];
}

const document = interactiveOpenrpc as unknown as Document;
const declaredErrors = new Map(document["x-errors"].map((error) => [error.name, error]));

const ajv = new Ajv2020({ strict: false, unicode: false, ownProperties: true, logger: false });
ajv.addSchema(interactiveOpenrpc, "contract");

/** The methods of the contract that have declared messages. */
export const documentedMethods: readonly DocumentedMethod[] = document.methods
  .filter(({ result }) => Object.hasOwn(document.components.schemas, result.name))
  .map(({ name, result, errors = [] }) => ({
    name,
    request: result.name.replace(/Response$/, "Request"),
    response: result.name,
    codes: new Set(errors.map(({ $ref }) => declaredErrors.get(lastName($ref))?.code ?? Number.NaN)),
  }));

/** The notifications of the contract, each named like the message of its params. */
export const documentedNotifications: ReadonlySet<string> = new Set(
  document["x-notifications"].map(({ name }) => name),
);

/** Names of the messages of error data by code; undefined for an error that has none. */
export const errorDataByCode: ReadonlyMap<number, string | undefined> = new Map(
  document["x-errors"].map(({ code, data }) => [code, data === undefined ? undefined : lastName(data.$ref)]),
);

/** The schema of a message, or the one that a schema refers to. */
export function resolve(schema: Schema | string): Schema {
  const name = typeof schema === "string" ? schema : schema.$ref && lastName(schema.$ref);
  if (name === undefined) return schema as Schema;
  const found = document.components.schemas[name];
  if (found === undefined) throw new Error(`the document has no ${name}`);
  return found;
}

/**
 * Whether a value is a message of that name, as JSON Schema has it: the judge knows nothing of the generated
 * validators.
 */
export function conforms(name: string, value: unknown): boolean {
  const validate = ajv.getSchema(`contract#/components/schemas/${name}`);
  if (validate === undefined) throw new Error(`the document has no ${name}`);
  return validate(value) === true;
}

function lastName(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}
