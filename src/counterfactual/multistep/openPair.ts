/**
 * Expected cost of one step of a pair of runs. `cost` has shape (steps of s × steps of s~), row-major, and is not kept.
 */
export type StepExpectation = (cost: Float64Array) => number;

/**
 * How the steps from a pair of living states at time t are coupled: reports each cell (number of the step from s) · (steps of s~)
 * + (number of the step from s~) that can happen, at once, and says how to average over the cells; `INDEPENDENT` where each
 * run takes its step by itself.
 */
export type OpenPair = (
  s: number,
  sOther: number,
  t: number,
  follow: (cell: number) => void,
) => StepExpectation | typeof INDEPENDENT;

/** Steps of a pair that are not coupled: their average needs no cells, see `independentSteps`. */
export const INDEPENDENT = 'independent';
