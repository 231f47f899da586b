const COUNTED = /^(0|[1-9]\d{0,14})$/;

/** Whether names are all integers, below a bound, in the one way in which they are written as names, so that either says the same. */
export function areNumbers(names: readonly string[], end = 1e15): boolean {
  return names.every((name) => COUNTED.test(name) && Number(name) < end);
}
