import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Acting } from '../acting/acting.js';
import { type ActingProblem, actingProblem } from '../acting/actingProblem.js';
import { emptyChainState, startAt } from '../chain/chainState.js';
import { chainSteps } from '../chain/chainSteps.js';
import { shareOf } from '../rows/choices.js';
import { modelRow } from '../rows/extendedMdp.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import type { CounterfactualOptions } from './counterfactualOptions.js';

/** What the counterfactual steps of a log rest on, as shares of all. */
export interface CasesBehind {
  /** Shape (K), increasing: each number of logged cases that a row which is taken has in the model. */
  readonly cases: Uint32Array;
  /** Shape (K): share of the steps by rows of so many cases. */
  readonly share: Float64Array;
  /** Share of the steps that repeat the log, and rest on what was observed instead: see `StepSupport`. */
  readonly repeated: number;
}

/**
 * How many logged cases stand behind the counterfactual steps of a log: of `thinShare` the whole distribution. A step at
 * time t counts discount^t; all shares and `repeated` sum to 1.
 *
 * The cases of a row are the model's own, `Mdp.visits`.
 *
 * @returns undefined for a model that does not hold them, such as an exact one
 * @throws as `evaluateCounterfactual`; the horizon is finite
 *
 * Cost as `evaluateCounterfactual`.
 *
 * @example
 * const log = simulate(createRng(1), createEnv('triage'), uniform(4, 2), { episodes: 3, horizon: 1 });
 * const { mdp } = fit(log);
 * const behind = casesBehind(log, mdp, tabular([0, 0, 0, 0], 2), completeMechanism(gumbelMax()))!;
 * behind.repeated // 0.666...
 */
export function casesBehind(
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  mechanism: CompleteMechanism,
  options: CounterfactualOptions = {},
): CasesBehind | undefined {
  const { discount = 1, progress } = options;
  const horizon = checkedHorizon('casesBehind', trajectories, options);
  const observed = actingProblem('casesBehind', trajectories, model, acting, options.unmodelled);
  const { mdp } = observed;
  const { visits, nStates, nActions, terminal } = mdp;
  if (!visits) return undefined;
  const stepOn = chainSteps(observed, mechanism, checkedRowBytes(options));
  const taken = new Float64Array(nStates * nActions);
  /** Shape (S): steps from states in which a policy that is always the same acts, whatever was observed. */
  const acted = new Float64Array(nStates);
  let repeated = 0;
  /** By step, shape (S): episodes whose log leaves them there. */
  const entering = Array.from({ length: horizon + 1 }, () => new Float64Array(nStates));
  let now = emptyChainState(nStates);
  let next = emptyChainState(nStates);
  for (let e = 0; e < trajectories.nEpisodes; e++) {
    startAt(now, trajectories.state[trajectories.episodeStart[e]]);
    const steps = observed.steps(e);
    steps.forEach((step, t) => {
      const choices = observed.choicesAt(e, t);
      const known = step && modelRow(mdp, step.row);
      const logged = known === undefined ? -1 : Math.floor(known / nActions);
      const scale = discount ** t;
      for (let i = 0; i < now.size; i++) {
        const s = now.support[i];
        if (terminal[s] === 1) continue;
        if (observed.choices && s !== logged) {
          acted[s] += scale * now.mass[s];
          continue;
        }
        for (let row = s * nActions; row < (s + 1) * nActions; row++) {
          const weight = scale * now.mass[s] * shareOf(choices, known, row);
          if (mechanism.implicit && row === known) repeated += weight;
          else taken[row] += weight;
        }
      }
      stepOn(e, t, step, 1, now, next);
      [now, next] = [next, now];
    });
    for (let i = 0; i < now.size; i++) {
      observed.checkActsAfter(steps.length, now.support[i], horizon);
      entering[steps.length][now.support[i]] += now.mass[now.support[i]];
    }
    if (e % Math.ceil(trajectories.nEpisodes / 100) === 0) progress?.(e, trajectories.nEpisodes);
  }
  if (observed.choices)
    for (let row = 0; row < taken.length; row++)
      taken[row] += acted[Math.floor(row / nActions)] * observed.choices.policy.probability[row];
  addAfter(mdp, observed, entering, discount, taken);
  return grouped(visits, taken, repeated);
}

/** Adds the steps after the log, of all episodes at once, to those of each row. */
function addAfter(
  { nActions, rowStart, nextState, probability, terminal }: Mdp,
  { policyAfter }: ActingProblem,
  entering: readonly Float64Array[],
  discount: number,
  taken: Float64Array,
): void {
  for (let t = 0; t + 1 < entering.length; t++) {
    const policy = policyAfter(t);
    entering[t].forEach((mass, s) => {
      if (mass === 0 || terminal[s] === 1) return;
      for (let row = s * nActions; row < (s + 1) * nActions; row++) {
        const moved = mass * policy.probability[row];
        if (moved === 0) continue;
        taken[row] += discount ** t * moved;
        for (let k = rowStart[row]; k < rowStart[row + 1]; k++) entering[t + 1][nextState[k]] += moved * probability[k];
      }
    });
  }
}

function grouped(visits: Uint32Array, taken: Float64Array, repeated: number): CasesBehind {
  const byCases = new Map<number, number>();
  taken.forEach((steps, row) => {
    if (steps > 0) byCases.set(visits[row], (byCases.get(visits[row]) ?? 0) + steps);
  });
  const cases = Uint32Array.from(byCases.keys()).sort();
  const share = Float64Array.from(cases, (n) => byCases.get(n)!);
  const total = share.reduce((sum, steps) => sum + steps, repeated);
  // A run that starts where it ends has no steps.
  return { cases, share: share.map((steps) => steps / total), repeated: total === 0 ? 0 : repeated / total };
}
