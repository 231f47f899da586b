/**
 * The same function, with its most recent results kept: a network is asked about the same distributions again and
 * again.
 *
 * @param keyOf tells arguments apart
 * @param limit how many results are kept, at least 1
 *
 * @example
 * const root = rememberRecent(Math.sqrt, String, 100);
 * root(4) // 2
 */
export function rememberRecent<Argument, Result>(
  compute: (argument: Argument) => Result,
  keyOf: (argument: Argument) => string,
  limit: number,
): (argument: Argument) => Result {
  const results = new Map<string, Result>();
  return (argument) => {
    const key = keyOf(argument);
    const known = results.get(key);
    const result = known ?? compute(argument);
    // A Map keeps the order of insertion: what was asked for last goes to the end, what was not for longest is first.
    if (known !== undefined) results.delete(key);
    else if (results.size >= limit) results.delete(results.keys().next().value!);
    results.set(key, result);
    return result;
  };
}
