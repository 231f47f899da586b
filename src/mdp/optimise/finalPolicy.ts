import { NumericalError } from '../../core/errors.js';
import { type Choices, worthOf } from './choices.js';
import { type ChoicesValue, evaluateChoices, largest } from './evaluateChoices.js';
import { settleTies } from './settleTies.js';

/** Largest Bellman residual of an answer, relative to the largest reward and value. */
const PROOF = 1e-9;

export interface FinalPolicy {
  /** Shape (S): −1 for ends. */
  readonly settled: Int32Array;
  /** Shape (S): value of what is settled on. */
  readonly value: Float64Array;
  readonly bellmanResidual: number;
  readonly relativeResidual: number;
}

/**
 * The policy to return and its value: ties settled if that costs nothing, then evaluated, then proven.
 *
 * @param chosen shape (S): the best choices
 * @param present the value of them
 * @throws NumericalError where the Bellman residual is above 1e-9 of max |r| + max |V|
 *
 * Cost: an evaluation if a tie is settled, and three passes over the choices.
 */
export function finalPolicy(
  choices: Choices,
  chosen: Int32Array,
  discount: number,
  tieTolerance: number,
  present: ChoicesValue,
): FinalPolicy {
  const limit = Math.max(PROOF, tieTolerance);
  const settled = settleTies(choices, chosen, discount, present, tieTolerance);
  if (settled.some((c, s) => c !== chosen[s])) {
    const { value } = evaluateChoices(choices, settled, discount, present.value);
    const proof = bellmanResidual(choices, settled, discount, value);
    const scale = choices.rewardScale + largest(present.value);
    const same = discount < 1 || value.every((v, s) => Math.abs(v - present.value[s]) <= limit * scale);
    if (same && proof.relativeResidual <= limit) return { settled, value, ...proof };
  }
  const proof = bellmanResidual(choices, chosen, discount, present.value);
  if (!(proof.relativeResidual <= limit))
    throw new NumericalError(
      `policyIteration: the Bellman residual must be at most ${limit} of the largest reward and value, got ${proof.relativeResidual} - the model's numbers are too far apart for this discount; use a smaller discount`,
    );
  return { settled: chosen, value: present.value, ...proof };
}

/** How far a value is from being that of the best choices, and of those chosen. Cost O(nnz). */
function bellmanResidual(
  choices: Choices,
  chosen: Int32Array,
  discount: number,
  value: Float64Array,
): Pick<FinalPolicy, 'bellmanResidual' | 'relativeResidual'> {
  const { nStates, choiceStart, rewardScale } = choices;
  let residual = 0;
  for (let s = 0; s < nStates; s++) {
    if (chosen[s] < 0) continue;
    let best = -Infinity;
    for (let c = choiceStart[s]; c < choiceStart[s + 1]; c++)
      best = Math.max(best, worthOf(choices, c, discount, value));
    const own = worthOf(choices, chosen[s], discount, value);
    const off = Math.max(Math.abs(best - value[s]), Math.abs(own - value[s]));
    // Written so that NaN is not lost.
    if (!(off <= residual)) residual = off;
  }
  const scale = rewardScale + largest(value);
  return { bellmanResidual: residual, relativeResidual: residual === 0 ? 0 : residual / scale };
}
