import { krylovRestart, krylovWorkspace } from '../../linear/krylovRestart.js';
import { leavingMass } from '../../linear/chainSystem.js';
import { sweep } from '../../linear/sweep.js';
import { type Choices, chosenRewards, chosenRows, worthOf } from '../choices.js';
import type { EndlessClass } from './endlessClasses.js';
import { residualAllowed } from '../evaluateChoices.js';
import { takeBack } from './takeBack.js';

/** Pairs of sweeps, forwards and backwards, in a round. */
const PAIRS = 5;

/**
 * A restart, or the sweeps, did well in a round if the next one moves values by this share at most of what it moved
 * them.
 */
const DID_WELL = 0.25;

/** Most rounds without a restart after one that did not do well. */
const LONGEST_PAUSE = 15;

/** A choice must be worth this much more, relatively, to replace the present one. */
const GAIN = 1e-12;

export interface Approached {
  readonly rounds: number;
  readonly endless?: EndlessClass;
}

/**
 * Inexact policy iteration: brings choices and values near the best with loose evaluations.
 *
 * A round takes the best choice in each state, with its worth as the state's new value at once (states in increasing
 * order, in the next round in decreasing order, so that news runs through a corridor in one pass), and evaluates what
 * is chosen by ten alternating Gauss–Seidel sweeps and one restart of GMRES. It ends when no value moves by more than
 * `residualAllowed`.
 *
 * Restarts cost more than the sweeps, and find nothing on grids, where it is the choices that are yet to be found. They
 * are left out where the sweeps do well by themselves, and for 1, 3, 7, 15 rounds after one that did not help; on
 * random models they help.
 *
 * @param chosen shape (S), written; at discount 1 every run ends by it
 * @param value shape (S), written
 *
 * Cost of a round: a pass over all choices and 10 over those taken, or 27 with a restart. Memory: 17 numbers a state.
 *
 * Source: Puterman & Shin, "Modified policy iteration algorithms for discounted Markov decision problems", 1978;
 * inexact policy iteration with GMRES: Gargiani et al., 2023.
 */
export function approach(
  choices: Choices,
  discount: number,
  chosen: Int32Array,
  value: Float64Array,
  maxRounds: number,
): Approached {
  const { nStates } = choices;
  const states = Uint32Array.from({ length: nStates }, (_, s) => s).filter((s) => chosen[s] >= 0);
  const rows = chosenRows(choices, chosen);
  const reward = chosenRewards(choices, chosen);
  const leaving = leavingMass(rows, discount);
  const system = { rows, discount, leaving };
  const workspace = krylovWorkspace(nStates, states.length);
  let [previous, restarted, pause, wait] = [Infinity, false, 0, 0];
  for (let round = 1; round <= maxRounds; round++) {
    const before = discount === 1 ? chosen.slice() : undefined;
    const { moved, changed } = bestInPlace(choices, chosen, discount, value, states, round % 2 === 0);
    if (moved <= residualAllowed(choices, discount, value)) return { rounds: round };
    if (before && changed.length > 0) {
      const endless = takeBack(choices, before, chosen);
      if (endless) return { rounds: round, endless };
    }
    for (const s of changed) {
      rows.first[s] = choices.first[chosen[s]];
      rows.end[s] = choices.end[chosen[s]];
      reward[s] = choices.reward[chosen[s]];
      let others = 0;
      for (let k = rows.first[s]; k < rows.end[s]; k++) if (rows.column[k] !== s) others += rows.probability[k];
      leaving[s] = 1 - discount + discount * others;
    }
    for (let pair = 0; pair < PAIRS; pair++) {
      sweep(system, reward, value, states, round % 2 === 0);
      sweep(system, reward, value, states, round % 2 !== 0);
    }
    const didWell = moved <= DID_WELL * previous;
    if (restarted) wait = pause = didWell ? 0 : Math.min(2 * pause + 1, LONGEST_PAUSE);
    const sweepsDo = !restarted && didWell;
    restarted = wait === 0 && !sweepsDo;
    if (restarted) krylovRestart(system, reward, value, states, workspace);
    else wait = Math.max(0, wait - 1);
    previous = moved;
  }
  return { rounds: maxRounds };
}

/** One Gauss–Seidel pass of value iteration over all choices. */
function bestInPlace(
  choices: Choices,
  chosen: Int32Array,
  discount: number,
  value: Float64Array,
  states: Uint32Array,
  backwards: boolean,
): { moved: number; changed: number[] } {
  const { choiceStart } = choices;
  const changed: number[] = [];
  let moved = 0;
  for (let step = 0; step < states.length; step++) {
    const s = states[backwards ? states.length - 1 - step : step];
    const present = worthOf(choices, chosen[s], discount, value);
    let [best, most] = [chosen[s], present + GAIN * Math.abs(present)];
    for (let c = choiceStart[s]; c < choiceStart[s + 1]; c++) {
      const worth = worthOf(choices, c, discount, value);
      if (worth > most) [best, most] = [c, worth];
    }
    if (best === chosen[s]) most = present;
    else {
      chosen[s] = best;
      changed.push(s);
    }
    moved = Math.max(moved, Math.abs(most - value[s]));
    value[s] = most;
  }
  return { moved, changed };
}
