/** No-break space, before a percent sign. */
const NBSP = '\u00a0';

/** With a true minus sign, and no minus before what rounds to zero. */
export function decimal(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}

/** The same with its sign, also a plus. */
export function signed(value: number, digits = 2): string {
  const text = decimal(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** What sums of shares are off by at most: less is no share of its own. */
const ROUNDING = 1e-9;

/** Never `100 %` for less than all, nor `0 %` for more than nothing; what is so by rounding alone is all, or nothing. */
export function percent(share: number): string {
  if (share > ROUNDING && share < 0.005) return `<1${NBSP}%`;
  if (share < 1 - ROUNDING && share > 0.995) return `>99${NBSP}%`;
  return `${Math.round(100 * share)}${NBSP}%`;
}

/** A share that was chosen, to its last digit: `97.5 %`. */
export function exactPercent(share: number): string {
  return `${Number((100 * share).toFixed(10))}${NBSP}%`;
}

/** With a comma between thousands. */
export function count(n: number): string {
  return String(n).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
