import type { Rng } from '../core/random/rng.js';
import type { Mdp } from '../mdp/mdp.js';

/**
 * A model with random rows, all entries positive, and no end unless asked for: every run is then as long as its
 * horizon.
 *
 * @param ends whether the last state is an end, which each step enters with some probability
 */
export function tinyModel(
  rng: Rng,
  { nStates, nActions, ends = false }: { readonly nStates: number; readonly nActions: number; readonly ends?: boolean },
): Mdp {
  const nRows = nStates * nActions;
  const distribution = (n: number): number[] => {
    const weights = Array.from({ length: n }, () => 0.2 + rng.uniform());
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  };
  const terminal = Uint8Array.from({ length: nStates }, (_, s) => Number(ends && s === nStates - 1));
  const going = ends ? nStates - 1 : nStates;
  return {
    nStates,
    nActions,
    rowStart: Uint32Array.from({ length: nRows + 1 }, (_, row) => row * nStates),
    nextState: Uint32Array.from({ length: nRows * nStates }, (_, k) => k % nStates),
    probability: Float64Array.from(Array.from({ length: nRows }, () => distribution(nStates)).flat()),
    reward: Float64Array.from({ length: nRows * nStates }, () => rng.uniform() - 0.25),
    initial: Float64Array.from([...distribution(going), ...(ends ? [0] : [])]),
    terminal,
    outcomes: [{ name: 'under way', reward: 0 }, ...(ends ? [{ name: 'end', reward: 0 }] : [])],
    outcome: terminal.slice(),
    source: {},
  };
}
