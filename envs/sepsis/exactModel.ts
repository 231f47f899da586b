import type { Mdp } from '../../src/mdp/mdp.js';
import { listedParts } from '../../src/mdp/parts/listedParts.js';
import { listedVariables } from '../../src/mdp/parts/listedVariables.js';
import type { StateSpace } from '../../src/mdp/stateSpace.js';
import { type Dynamics, choiceIndex, successor } from './dynamics.js';
import { actionLabel } from './labels.js';
import { outcomes } from './outcome.js';
import { N_ACTIONS, treatmentParts } from './treatments.js';

/** Most successors that a row can have: 3 of hr, 3 of sysbp, 2 of o2, 3 of glucose. */
const MOST_SUCCESSORS = 54;

/**
 * The exact model over the `full` space, by enumeration of the four independent draws of each row.
 *
 * End states have rows like any other: the simulator's process goes on after them, which the published physician policy
 * is computed from. `terminal` marks them.
 *
 * @param full the space of the model
 * @param initial shape (1440), distribution of the first state; not copied
 * @param parameters of the environment, for `source`
 * @returns a model with 108,238 entries in version `original`, freshly allocated but for `initial` and the outcomes
 *
 * Cost: 11,520 rows of at most 54 products, some tens of milliseconds.
 */
export function sepsisExactModel(
  full: StateSpace,
  dynamics: Dynamics,
  initial: Float64Array,
  parameters: Readonly<Record<string, unknown>>,
): Mdp {
  const { nStates } = full;
  const rowStart = new Uint32Array(nStates * N_ACTIONS + 1);
  const nextState = new Uint32Array(nStates * N_ACTIONS * MOST_SUCCESSORS);
  const probability = new Float64Array(nextState.length);
  let end = 0;
  for (let state = 0; state < nStates; state++) {
    for (let action = 0; action < N_ACTIONS; action++) {
      const at = choiceIndex(state, action);
      const pHr = dynamics.hr[dynamics.choice[at]];
      const pSysbp = dynamics.sysbp[dynamics.choice[at + 1]];
      const pO2 = dynamics.o2[dynamics.choice[at + 2]];
      const pGlucose = dynamics.glucose[dynamics.choice[at + 3]];
      // From the most significant variable down, so that next states come in increasing order.
      for (let hr = 0; hr < pHr.length; hr++) {
        for (let sysbp = 0; sysbp < pSysbp.length; sysbp++) {
          for (let o2 = 0; o2 < pO2.length; o2++) {
            const p = pHr[hr] * pSysbp[sysbp] * pO2[o2];
            if (p === 0) continue;
            for (let glucose = 0; glucose < pGlucose.length; glucose++) {
              if (pGlucose[glucose] === 0) continue;
              nextState[end] = successor(state, action, hr, sysbp, o2, glucose);
              probability[end++] = p * pGlucose[glucose];
            }
          }
        }
      }
      rowStart[N_ACTIONS * state + action + 1] = end;
    }
  }
  return {
    nStates,
    nActions: N_ACTIONS,
    rowStart,
    nextState: nextState.slice(0, end),
    probability: probability.slice(0, end),
    reward: Float64Array.from({ length: end }, (_, k) => outcomes[full.outcome[nextState[k]]].reward),
    initial,
    terminal: full.outcome.map((outcome) => (outcome === 0 ? 0 : 1)),
    outcomes,
    outcome: full.outcome.slice(),
    stateLabels: Array.from({ length: nStates }, (_, s) => full.label(s)),
    actionLabels: Array.from({ length: N_ACTIONS }, (_, a) => actionLabel(a)),
    actionParts: listedParts({ name: 'sepsis', nActions: N_ACTIONS, actionParts: treatmentParts })!,
    variables: listedVariables(full)!,
    source: { env: 'sepsis', parameters, space: full.name },
  };
}
