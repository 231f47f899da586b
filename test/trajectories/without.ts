/** A shallow copy of a record without some of its fields. */
export function without<T extends object, K extends keyof T>(record: T, ...fields: readonly K[]): Omit<T, K> {
  const entries = Object.entries(record).filter(([name]) => !(fields as readonly PropertyKey[]).includes(name));
  return Object.fromEntries(entries) as Omit<T, K>;
}
