import type { ChainSystem } from './chainSystem.js';

/**
 * What is left of the equations of some states, b[i] + discount · sum_{j ≠ i} P[i, j] x[j] − leaving[i] x[i], as if
 * computed with twice the digits and rounded at the end. Rewards of both signs may cancel in x, while rounding does
 * not: a correction by this residual gives back what was lost.
 *
 * @param out written, shape (S), for `states` alone
 *
 * Cost a pass over the rows, some 25 operations an entry.
 *
 * Source: Ogita, Rump & Oishi, "Accurate sum and dot product", 2005.
 */
export function exactResidual(
  { rows: { first, end, column, probability, leak }, discount }: ChainSystem,
  b: Float64Array,
  x: Float64Array,
  states: Uint32Array,
  out: Float64Array,
): void {
  const sum = new LongSum();
  for (const i of states) {
    sum.clear();
    for (let k = first[i]; k < end[i]; k++) {
      if (column[k] === i) continue;
      sum.addProduct(probability[k], x[column[k]]);
      sum.addProduct(-probability[k], x[i]);
    }
    if (leak) sum.addProduct(-leak[i], x[i]);
    sum.scale(discount);
    sum.addProduct(discount - 1, x[i]);
    sum.addProduct(1, b[i]);
    out[i] = sum.value;
  }
}

/** A sum of products with twice the digits of a number. */
class LongSum {
  private high = 0;
  private low = 0;

  get value(): number {
    return this.high + this.low;
  }

  clear(): void {
    this.high = 0;
    this.low = 0;
  }

  addProduct(a: number, b: number): void {
    const product = a * b;
    const total = this.high + product;
    const part = total - this.high;
    this.low += this.high - (total - part) + (product - part) + lostInProduct(a, b, product);
    this.high = total;
  }

  scale(factor: number): void {
    const product = this.high * factor;
    this.low = this.low * factor + lostInProduct(this.high, factor, product);
    this.high = product;
  }
}

/** a b − fl(a b), exactly: each factor is split into halves whose products have no rounding (Dekker). */
function lostInProduct(a: number, b: number, product: number): number {
  const [aSplit, bSplit] = [134_217_729 * a, 134_217_729 * b];
  const [aHigh, bHigh] = [aSplit - (aSplit - a), bSplit - (bSplit - b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
