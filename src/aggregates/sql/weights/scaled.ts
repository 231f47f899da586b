/**
 * Logarithms below this, beside the largest, count as −∞: e^−170 is 1e-74, of which products of four are numbers still.
 * PostgreSQL takes one that is too small for an error. What is left out is nothing beside the rounding of any sum.
 */
export const LEAST_LOG = -170;

const LEAST = '1e-74';

/** exp of a logarithm, 0 for null and for what is nothing. */
export function exponential(log: string): string {
  return `case when ${log} > ${LEAST_LOG} then exp(${log}) else 0 end`;
}

/** A number, 0 where it is nothing. */
export function notTiny(value: string): string {
  return `case when abs(${value}) > ${LEAST} then ${value} else 0 end`;
}
