import type {
  DescribedContract,
  DescribedError,
  DescribedField,
  DescribedMessage,
  DescribedMethod,
  JsonSchema,
} from "@aiwhisperer/protocol/document";
import type { ReactElement } from "react";
import { Remarks } from "./remarks.tsx";
import type { RowsTableProps, TableRow } from "./rows-table.tsx";
import { nameOf, typeParts } from "./type-parts.ts";

/** Something that the contract declares. */
export interface Entry {
  /** Its name, also its anchor in the page. */
  readonly id: string;
  readonly text?: string | undefined;
  /** The replacement of a deprecated declaration. */
  readonly deprecated?: string | undefined;
  readonly tables: readonly RowsTableProps[];
  /** Names of the errors that it can be answered with. */
  readonly errors?: readonly string[];
}

/** Entries of one kind. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** Schemas that are already shown with a method or a notification. */
const SHOWN_ELSEWHERE = /(Request|Response|Notification)$/;

/** The declarations of a contract, in reading order. */
export function partsOf(contract: DescribedContract): readonly Part[] {
  const { methods, notifications, errors, schemas } = contract;
  const dataNames = new Set(
    errors.flatMap(({ data }) => (data === undefined ? [] : [nameOf(String(data.$ref))])),
  );
  const types = Object.entries(schemas).filter(
    ([name]) => !SHOWN_ELSEWHERE.test(name) && !dataNames.has(name),
  );
  return [
    { id: "methods", title: "Methods", entries: methods.map((method) => methodEntry(method, schemas)) },
    { id: "notifications", title: "Notifications", entries: notifications.map(notificationEntry) },
    { id: "errors", title: "Errors", entries: errors.map((error) => errorEntry(error, schemas)) },
    { id: "types", title: "Types", entries: types.map(([name, schema]) => typeEntry(name, schema)) },
  ];
}

/**
 * Those entries that have all words somewhere in their name or what is remarked on them, without parts that
 * have none.
 */
export function findIn(parts: readonly Part[], words: string): readonly Part[] {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
  const has = ({ id, text = "" }: Entry): boolean => {
    const searched = `${id} ${text}`.toLowerCase();
    return sought.every((word) => searched.includes(word));
  };
  return parts
    .map((part) => ({ ...part, entries: part.entries.filter(has) }))
    .filter(({ entries }) => entries.length > 0);
}

function methodEntry(method: DescribedMethod, schemas: DescribedContract["schemas"]): Entry {
  const { name, params, result, errors = [] } = method;
  const resultSchema = schemas[nameOf(String(result.schema.$ref))] ?? {};
  return {
    id: name,
    ...remarksOf(method),
    tables: withRows([
      { caption: `Params of ${name}`, titles: ["Param", "Type", "Meaning"], rows: params.map(fieldRow) },
      {
        caption: `Result of ${name}`,
        titles: ["Result", "Type", "Meaning"],
        rows: fieldsOf(resultSchema).map(fieldRow),
      },
    ]),
    errors: errors.map(({ $ref }) => nameOf($ref)),
  };
}

function notificationEntry(notification: DescribedMessage): Entry {
  const { name, params } = notification;
  const rows = params.map(fieldRow);
  return {
    id: name,
    ...remarksOf(notification),
    tables: withRows([{ caption: `Fields of ${name}`, titles: ["Field", "Type", "Meaning"], rows }]),
  };
}

function errorEntry(
  { name, code, message, description, retry, data }: DescribedError,
  schemas: DescribedContract["schemas"],
): Entry {
  const fields = data === undefined ? [] : fieldsOf(schemas[nameOf(String(data.$ref))] ?? {});
  const again = retry ? "The same request may be sent again." : "The same request fails again.";
  return {
    id: name,
    text: `Code ${code}: “${message}”. ${description ?? ""}\n${again}`,
    tables: withRows([
      { caption: `Data of ${name}`, titles: ["Data", "Type", "Meaning"], rows: fields.map(fieldRow) },
    ]),
  };
}

function typeEntry(name: string, schema: JsonSchema): Entry {
  const { description, oneOf } = schema as {
    readonly description?: string;
    readonly oneOf?: readonly Member[];
  };
  const table =
    oneOf === undefined
      ? {
          caption: `Fields of ${name}`,
          titles: ["Field", "Type", "Meaning"],
          rows: fieldsOf(schema).map(fieldRow),
        }
      : { caption: `Values of ${name}`, titles: ["Value", "Name", "Meaning"], rows: oneOf.map(memberRow) };
  return { id: name, text: description, tables: withRows([table]) };
}

interface Member {
  readonly const: number;
  readonly title: string;
  readonly description?: string;
}

function memberRow({ const: value, title, description }: Member): TableRow {
  return {
    key: title,
    cells: [value, <code key="name">{title}</code>, <Remarks key="meaning" text={description} />],
  };
}

function fieldRow({ name, required, schema, ...field }: DescribedField): TableRow {
  const { text, deprecated } = remarksOf(field);
  return {
    key: name,
    cells: [
      <code key="name">{name}</code>,
      <span key="type">
        <TypeText schema={schema} />
        {required ? "" : ", optional"}
      </span>,
      <Remarks key="meaning" text={text} deprecated={deprecated} />,
    ],
  };
}

/** The fields of an object's schema. */
function fieldsOf({ properties = {}, required = [] }: JsonSchema): readonly DescribedField[] {
  const names = new Set(required as readonly string[]);
  return Object.entries(properties as { readonly [name: string]: JsonSchema }).map(([name, schema]) => ({
    name,
    required: names.has(name),
    schema,
    ...(typeof schema.description === "string" && { summary: schema.description }),
  }));
}

function remarksOf(said: Pick<DescribedMessage, "summary" | "description" | "x-deprecated">): {
  readonly text: string | undefined;
  readonly deprecated: string | undefined;
} {
  return { text: said.description ?? said.summary, deprecated: said["x-deprecated"] };
}

function withRows(tables: readonly RowsTableProps[]): readonly RowsTableProps[] {
  return tables.filter(({ rows }) => rows.length > 0);
}

/** A type as a `.def` file writes it, with links to what it names. */
export function TypeText({ schema }: { readonly schema: JsonSchema }): ReactElement {
  return (
    <code className="text-sm">
      {typeParts(schema).map((part) =>
        typeof part === "string" ? (
          part
        ) : (
          <a key={part.name} href={`#${part.name}`} className="text-accent underline">
            {part.name}
          </a>
        ),
      )}
    </code>
  );
}
