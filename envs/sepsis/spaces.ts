import { ArgumentError } from '../../src/core/errors.js';
import type { Abstraction, StateSpace } from '../../src/mdp/stateSpace.js';
import { namedVariables, stateLabel, stateWords } from './labels.js';
import { N_FULL, N_OBSERVED, type Variables, variablesOf } from './variables.js';
import { ALIVE, DEATH, DISCHARGE, outcomeOf, outcomes } from './outcome.js';

/** Number of `projected` states before the two ends; death and discharge follow. */
const N_PROJECTED_LIVING = 144;

/** The three state spaces, finest first, and the maps between them. */
export interface SepsisSpaces {
  readonly spaces: readonly [full: StateSpace, observed: StateSpace, projected: StateSpace];
  readonly abstractions: readonly [toObserved: Abstraction, toProjected: Abstraction];
}

/**
 * - `full`: all variables, 1,440 states.
 * - `observed`: without diabetes, 720 states.
 * - `projected`: without glucose too, 144 states, then death = 144 and discharge = 145. `map` sends ends to those two;
 *   `interior` goes by the variables alone, so ends share their projected state with living ones. The outcome of the
 *   first 144 is therefore `alive`, also for those that only dead patients can have.
 *
 * @returns fresh records
 */
export function sepsisSpaces(): SepsisSpaces {
  const full = space('full', endsOf(N_FULL), ['diabetic', ...VITALS, 'glucose'], variablesOf);
  const observed = space('observed', endsOf(N_OBSERVED), [...VITALS, 'glucose'], variablesOf);
  const projectedEnds = new Uint8Array(N_PROJECTED_LIVING + 2);
  projectedEnds.set([DEATH, DISCHARGE], N_PROJECTED_LIVING);
  const projected = space('projected', projectedEnds, VITALS, (s) =>
    s < N_PROJECTED_LIVING ? variablesOf(withGlucose(s)) : undefined,
  );

  const withoutDiabetes = indices(N_FULL, (s) => s % N_OBSERVED);
  const withoutGlucose = indices(N_OBSERVED, (s) => Math.floor(s / 40) * 8 + (s % 8));
  const toEnds = indices(N_OBSERVED, (s) =>
    observed.outcome[s] === ALIVE ? withoutGlucose[s] : projectedEnds.indexOf(observed.outcome[s]),
  );
  return {
    spaces: [full, observed, projected],
    abstractions: [
      { from: full, to: observed, map: withoutDiabetes, interior: withoutDiabetes },
      { from: observed, to: projected, map: toEnds, interior: withoutGlucose },
    ],
  };
}

/** An observed state, the one with glucose 0, that projects to this living state. */
function withGlucose(projected: number): number {
  return Math.floor(projected / 8) * 40 + (projected % 8);
}

function endsOf(nStates: number): Uint8Array {
  return Uint8Array.from({ length: nStates }, (_, s) => outcomeOf(variablesOf(s)));
}

function indices(length: number, of: (state: number) => number): Uint32Array {
  return Uint32Array.from({ length }, (_, s) => of(s));
}

const VITALS = ['hr', 'sysbp', 'o2'] as const;

/**
 * @param shown the variables that the states tell of
 * @param variablesAt undefined for an end that stands for many states, which is called by its outcome
 */
function space(
  name: string,
  outcome: Uint8Array,
  shown: Parameters<typeof stateLabel>[1],
  variablesAt: (state: number) => Variables | undefined,
): StateSpace {
  const nStates = outcome.length;
  const checked =
    (text: typeof stateLabel) =>
    (state: number): string => {
      if (!(Number.isInteger(state) && state >= 0 && state < nStates))
        throw new ArgumentError(
          `env sepsis: state of space '${name}' must be an integer from 0 to ${nStates - 1}, got ${state}`,
        );
      const variables = variablesAt(state);
      return variables ? text(variables, shown) : outcomes[outcome[state]].name;
    };
  return {
    name,
    nStates,
    outcome,
    label: checked(stateLabel),
    words: checked(stateWords),
    variables: namedVariables(shown, variablesAt),
  };
}
