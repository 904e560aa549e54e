/** Names of the formats of strings. */
export const stringFormats = ["date-time", "uri", "uuid", "base64"] as const;

/** Name of a format of strings. */
export type StringFormat = (typeof stringFormats)[number];

const year = "[0-9]{4}";
const leapYear = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";
const day = `(?:${[
  `${year}-(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])`,
  `${year}-(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)`,
  `${year}-02-(?:0[1-9]|1[0-9]|2[0-8])`,
  `${leapYear}-02-29`,
].join("|")})`;
const hour = "(?:[01][0-9]|2[0-3])";
const time = `${hour}:[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?`;

const plain = "[A-Za-z0-9._~!$&'()*+,;=-]";
const encoded = "%[0-9A-Fa-f]{2}";
const segment = `(?:${plain}|[:@]|${encoded})`;
const host = `(?:\\[[0-9A-Fa-f:.]+\\]|(?:${plain}|${encoded})*)`;
const authority = `(?:(?:${plain}|:|${encoded})*@)?${host}(?::[0-9]*)?`;
const path = `(?:\\/\\/${authority}(?:\\/${segment}*)*|\\/?(?:${segment}+(?:\\/${segment}*)*)?)`;
const tail = `(?:${segment}|[\\/?])*`;

/** The pattern of each format: what it accepts is what this pattern describes. */
export const formatPatterns: { readonly [format in StringFormat]: string } = {
  /** RFC 3339 with capitals, of days that exist, without leap seconds. */
  "date-time": `${day}T${time}(?:Z|[+-]${hour}:[0-5][0-9])`,
  /** RFC 3986 with a scheme; addresses of IPv6 are not looked into. */
  uri: `[A-Za-z][A-Za-z0-9+.-]*:${path}(?:\\?${tail})?(?:#${tail})?`,
  /** RFC 9562, of any version. */
  uuid: "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
  /** RFC 4648, section 4: the standard alphabet, padded, without line breaks. */
  base64: "(?:[A-Za-z0-9+\\/]{4})*(?:[A-Za-z0-9+\\/]{2}==|[A-Za-z0-9+\\/]{3}=)?",
};
