/** The values of a configuration under the names of some limits. */
export function pickLimits<Limits extends object>(config: Limits, names: Limits): Limits {
  const entries = Object.keys(names).map((name) => [name, config[name as keyof Limits]]);
  return Object.fromEntries(entries) as Limits;
}
