/** Words of other schema languages, and what to write for them here. */

type Advice = { readonly [word: string]: string };

/** Keywords that begin what is a message here: the body is read as one. */
export const messageWords: ReadonlySet<string> = new Set(
  `class data definition dto entity input interface model object record schema struct structure table type`.split(
    " ",
  ),
);

const method =
  "a method is a pair of messages, as in `message OrderRequest { … }` and `message OrderResponse { … }`";
const alias = "write `alias Name = type`";
const union = "declare a union of messages, as in `union Name by type { text: TextPart  image: ImagePart }`";
const unneeded = "remove it";

/** Keywords that begin what is no declaration here, and what to write instead. */
export const declarationAdvice: Advice = {
  apply: unneeded,
  const: "values are not declared: say them in a doc comment",
  directive: unneeded,
  exception: 'write `error Name = -32001 "What happened."`',
  extend: "add the fields to the message itself",
  fragment: unneeded,
  function: method,
  impl: unneeded,
  list: "write `T[]` where it is used",
  method,
  mutation: method,
  oneof: union,
  operation: method,
  procedure: method,
  query: method,
  resource: method,
  rpc: method,
  scalar: "use string, int, float, bool or json",
  service: `remove the service: ${method}`,
  set: "write `T[]` where it is used",
  subscription: "what the server sends is a message, as in `message ChangedNotification { … }`",
  throws: "write `raises Name` behind the name of the request",
  trait: "write `mixin Name { … }`, and `with Name` behind the name of a message",
  typedef: alias,
};

/** Prefixes of declarations and fields in other languages that have no meaning here. */
export const prefixWords: ReadonlySet<string> = new Set(
  `abstract async const declare default export final internal let local mut override private protected pub public readonly static
  val var virtual`.split(/\s+/),
);

/** Lines at the top of files in other languages. */
export const headAdvice: Advice = {
  package: "write `namespace Name { … }` around the declarations",
  module: "write `namespace Name { … }` around the declarations",
  syntax: unneeded,
  edition: unneeded,
  option: unneeded,
  metadata: unneeded,
  use: 'write `import "other.def"`, and `Other.Name` where the name is used',
  using: 'write `import "other.def"`, and `Other.Name` where the name is used',
  include: 'write `import "other.def"`',
  require: 'write `import "other.def"`',
  from: 'write `import "other.def"`',
};

const list = "write `T[]`";
const map = "write `map<string, T>`";
const absent = "write the type, with `optional` behind it, or `nullable` where it may be null";

/** Generic types by name in small letters, and what to write instead. */
export const genericAdvice: Advice = {
  array: list,
  iterable: list,
  list,
  readonlyarray: list,
  sequence: list,
  set: list,
  vec: list,
  vector: list,
  dict: map,
  dictionary: map,
  hashmap: map,
  map,
  readonlymap: map,
  record: map,
  maybe: absent,
  nullable: absent,
  option: absent,
  optional: absent,
  partial: "declare a message whose fields are `optional`",
  literal: 'write the value itself, as in `kind: "text"`',
  promise: "write the type itself: an answer comes when it comes",
  stream: "send what comes piece by piece as a message, as in `message ChangedNotification { … }`",
  union,
};

/** Prefixes of types in other languages, and what to write instead. */
export const typePrefixAdvice: Advice = {
  array: list,
  const: unneeded,
  final: unneeded,
  list,
  mut: unneeded,
  nullable: "write `nullable` behind the type",
  optional: "write `optional` behind the type",
  readonly: unneeded,
  repeated: "write `[]` behind the type",
  required: "remove it: a field is required unless it is `optional`",
  unsigned: "write `int(0..)`",
};
