/**
 * The name of a value of an enumeration of the contract, such as "Active"; its number where a newer server
 * sends one that is not known here.
 */
export function enumName(values: Readonly<Record<string, number>>, value: number): string {
  return Object.keys(values).find((name) => values[name] === value) ?? String(value);
}
