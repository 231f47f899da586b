import { sampleCategorical } from '../../core/random/sampleCategorical.js';
import type { Rng } from '../../core/random/rng.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import type { Acting } from '../acting/acting.js';
import { actingProblem } from '../acting/actingProblem.js';
import { TrajectoriesBuilder } from '../../trajectories/trajectoriesBuilder.js';
import { modelRow } from '../rows/extendedMdp.js';
import { shareOf } from '../rows/choices.js';
import { union } from '../rows/union.js';
import type { CounterfactualOptions } from './counterfactualOptions.js';

export interface SampleCounterfactualOptions extends CounterfactualOptions {
  /** Counterfactual runs for each episode; default 1. */
  readonly draws?: number;
}

/**
 * Draws counterfactual trajectories: for pictures, and to check the exact evaluation.
 *
 * Draw d of episode e comes from the stream (`counterfactual`, e, d), so it is the same whatever else is drawn.
 *
 * @returns n × draws episodes, those of episode e next to each other, named `e/d`
 * @throws as `evaluateCounterfactual`
 */
export function sampleCounterfactual(
  rng: Rng,
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  mechanism: CompleteMechanism,
  options: SampleCounterfactualOptions = {},
): Trajectories {
  const { draws = 1 } = options;
  const horizon = checkedHorizon('counterfactual', trajectories, options);
  const patients = actingProblem('counterfactual', trajectories, model, acting, options.unmodelled);
  const { mdp } = patients;
  const { nStates, nActions, rowStart, nextState } = mdp;
  const builder = new TrajectoriesBuilder({ nStates, nActions, source: { ...mdp.source, horizon } });
  const shares = new Float64Array(nActions);
  const episodeId: string[] = [];
  for (let e = 0; e < trajectories.nEpisodes; e++) {
    const steps = patients.steps(e);
    for (let d = 0; d < draws; d++) {
      const stream = rng.fork('counterfactual', e, d);
      let s = trajectories.state[trajectories.episodeStart[e]];
      for (let t = 0; t < horizon && mdp.terminal[s] === 0; t++) {
        const observed = steps.at(t);
        const known = observed && modelRow(mdp, observed.row);
        const choices = patients.choicesAt(e, t);
        patients.checkActs(e, t, s);
        for (let b = 0; b < nActions; b++) shares[b] = shareOf(choices, known, s * nActions + b);
        const a = sampleCategorical(stream, shares);
        const own = s * nActions + a;
        const row = observed && own === known ? observed.row : own;
        let k: number;
        if (observed === undefined)
          k = sampleCategorical(stream, mdp.probability.subarray(rowStart[row], rowStart[row + 1]));
        else {
          const { p, q, outcomes, x, target } = union(mdp, observed.row, observed.entry, row);
          k = target.indexOf(mechanism.sample(stream, p, q, x, outcomes));
        }
        const next = nextState[rowStart[row] + k];
        builder.step(s, a, mdp.reward[rowStart[row] + k], next);
        s = next;
      }
      builder.endEpisode(mdp.terminal[s] === 1);
      episodeId.push(`${episodeName(trajectories, e)}/${d}`);
    }
  }
  return { ...builder.finish(), episodeId };
}
