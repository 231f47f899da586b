/** Four significant digits, with a true minus sign: variances and the like, whose size is not known beforehand. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return 'n/a';
  return value.toPrecision(4).replaceAll('-', '\u2212');
}

/** How many times the least something is; nothing where that is 0. */
export function timesText(ratio: number): string {
  if (!Number.isFinite(ratio)) return '';
  return `×${ratio < 1000 ? ratio.toFixed(2) : ratio.toExponential(1)}`;
}
