import { extremeMean } from '../../mechanisms/bounds/extremeMean.js';
import type { BoundedRow } from '../rows/boundedRows.js';
import { type Choices, shareOf } from '../rows/choices.js';
import { type ExtendedMdp, modelRow } from '../rows/extendedMdp.js';
import type { ObservedStep } from '../rows/observedStep.js';

/** One number for either end of an interval. */
export type Ends<T> = Readonly<Record<'least' | 'greatest', T>>;

export interface ActedStep {
  readonly step: ObservedStep | undefined;
  readonly choices: Choices;
}

/** The counterfactual chain of an episode, of which the rows are only known to lie within bounds. */
export interface BoundedChain {
  readonly mdp: ExtendedMdp;
  readonly discount: number;
  /** What was observed at each step, and what acts there. */
  readonly steps: readonly ActedStep[];
  /** The first state. */
  readonly start: number;
  /** Refuses a state in which what acts at a step, or after the last, cannot. */
  readonly check: (t: number, state: number) => void;
  /** The bounds of a row at a step, valid until the next is asked for. */
  readonly row: (step: ObservedStep | undefined, row: number) => BoundedRow;
  /** A state that stands for what is unknown, and what entering it is worth with so many steps to go. */
  readonly unknown?: { readonly state: number; readonly worth: (end: 'least' | 'greatest', t: number) => number };
}

/**
 * The least and the greatest expected return from a state on, backwards from what follows the log:
 *
 *     L_t(s~) = sum over a~ of e(a~ | s~) min over admissible rows of sum over s~' of row[s~'] (r(s~, a~, s~') + discount L_{t+1}(s~'))
 *
 * Rows are asked for again rather than held: how many there are in an episode has no bound.
 *
 * @param last shapes (S): the values of what follows the steps
 * @param reached shape (S), all 0, and so again afterwards: working space
 *
 * Cost: steps × reachable states × (K log K) for K entries of a row, twice.
 */
export function extremeValues(chain: BoundedChain, last: Ends<Float64Array>, reached: Uint8Array): Ends<number> {
  const { mdp, discount, steps, start, unknown } = chain;
  const { nStates, nActions, nextState, reward } = mdp;
  const layers = reachableLayers(chain, reached);
  let later = last;
  const value = new Float64Array(nStates);
  const extreme = new Float64Array(nStates);
  for (let t = layers.length - 1; t >= 0; t--) {
    const now = { least: new Float64Array(nStates), greatest: new Float64Array(nStates) };
    const { step, choices } = steps[t];
    const known = step && modelRow(mdp, step.row);
    for (const state of layers[t]) {
      for (let row = state * nActions; row < (state + 1) * nActions; row++) {
        const share = shareOf(choices, known, row);
        if (share === 0) continue;
        const { entry, bounds } = chain.row(step, row);
        for (const end of ['least', 'greatest'] as const) {
          for (let k = 0; k < entry.length; k++) {
            const next = nextState[entry[k]];
            value[k] = next === unknown?.state ? unknown.worth(end, t) : reward[entry[k]] + discount * later[end][next];
          }
          now[end][state] += share * (entry.length === 1 ? value[0] : extremeMean(bounds, value, end, extreme));
        }
      }
    }
    later = now;
  }
  return { least: later.least[start], greatest: later.greatest[start] };
}

/** For each observed step the living states that the counterfactual run can be in, in order of discovery. */
function reachableLayers(
  { mdp, steps, start, row: rowAt, check }: BoundedChain,
  reached: Uint8Array,
): readonly (readonly number[])[] {
  const { nActions, nextState, terminal } = mdp;
  let states = terminal[start] === 1 ? [] : [start];
  const layers = steps.map(({ step, choices }, t) => {
    const layer = states;
    const known = step && modelRow(mdp, step.row);
    states = [];
    for (const state of layer) {
      check(t, state);
      for (let row = state * nActions; row < (state + 1) * nActions; row++) {
        if (shareOf(choices, known, row) === 0) continue;
        for (const entry of rowAt(step, row).entry) {
          const s = nextState[entry];
          if (reached[s] === 1 || terminal[s] === 1) continue;
          reached[s] = 1;
          states.push(s);
        }
      }
    }
    for (const s of states) reached[s] = 0;
    return layer;
  });
  for (const s of states) check(steps.length, s);
  return layers;
}
