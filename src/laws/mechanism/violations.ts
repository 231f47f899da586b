import type { Mechanism } from '../../mechanisms/mechanism.js';
import type { Violation } from './defineLaw.js';

/** True if the author gave a closed form. */
export function isExact(mechanism: Mechanism): boolean {
  return mechanism.coupling !== undefined || mechanism.counterfactual !== undefined;
}

/** `J[x, y]` for a cell of a flat matrix. */
export function cellName(cell: number, nOutcomes: number): string {
  return `J[${Math.floor(cell / nOutcomes)}, ${cell % nOutcomes}]`;
}

/** What is wrong with sums that must equal given probabilities. */
export function sumViolation(
  what: string,
  sums: Float64Array,
  required: Float64Array,
  tolerance: number,
): Violation | undefined {
  const bad = sums.findIndex((sum, k) => !(Math.abs(sum - required[k]) <= tolerance));
  return bad < 0 ? undefined : { computed: `${what} ${bad} sums to ${sums[bad]}`, required: `${required[bad]}` };
}
