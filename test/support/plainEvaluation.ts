import { actingProblem } from '../../src/counterfactual/acting/actingProblem.js';
import { addAfterLog, emptyResults, settleVariance } from '../../src/counterfactual/chain/episodeResults.js';
import { type ChainState, add, clear, emptyChainState, startAt } from '../../src/counterfactual/chain/chainState.js';
import { stepsToGo } from '../../src/counterfactual/chain/momentTables.js';
import { returnMoments } from '../../src/counterfactual/chain/returnMoments.js';
import { modelRow } from '../../src/counterfactual/rows/extendedMdp.js';
import { union } from '../../src/counterfactual/rows/union.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';
import type { CompleteMechanism } from '../../src/mechanisms/mechanism.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/**
 * Expected return, second moments and outcomes of every episode by itself: nothing shared, kept or left out, each row by
 * the mechanism's own form over the union of both supports.
 */
export function plainEvaluation(
  log: Trajectories,
  model: Mdp,
  policy: Policy,
  mechanism: CompleteMechanism,
  { horizon, discount }: { readonly horizon: number; readonly discount: number },
): ReturnType<typeof emptyResults> {
  const observed = actingProblem('plain', log, model, policy, undefined);
  const { mdp } = observed;
  const moments = returnMoments(mdp, policy, horizon, discount);
  const results = emptyResults(log.nEpisodes, mdp.outcomes.length);
  let [now, next] = [emptyChainState(mdp.nStates), emptyChainState(mdp.nStates)];
  for (let e = 0; e < log.nEpisodes; e++) {
    startAt(now, log.state[log.episodeStart[e]]);
    const steps = observed.steps(e);
    steps.forEach((step, t) => {
      clear(next);
      for (let i = 0; i < now.size; i++) {
        const s = now.support[i];
        const [mass, first, second] = [now.mass[s], now.first[s], now.second[s]];
        if (mdp.terminal[s] === 1) add(next, s, mass, first, second);
        else {
          results.expectedLength[e] += mass;
          for (let own = s * mdp.nActions; own < (s + 1) * mdp.nActions; own++) {
            if (policy.probability[own] === 0) continue;
            const row = step && own === modelRow(mdp, step.row) ? step.row : own;
            const from = mdp.rowStart[row];
            const { p, q, outcomes, x, target } = union(mdp, step!.row, step!.entry, row);
            const chance = mechanism.counterfactual(p, q, x, outcomes);
            target.forEach((place, k) => {
              const w = policy.probability[own] * chance[place];
              const r = discount ** t * mdp.reward[from + k];
              if (w * mass > 0) moveTo(next, mdp.nextState[from + k], w, r, mass, first, second);
            });
          }
        }
      }
      [now, next] = [next, now];
    });
    const table = stepsToGo(horizon, steps.length, mdp.nStates);
    addAfterLog(results, e, now, { moments, table, weight: discount ** steps.length });
    settleVariance(results, e);
  }
  return results;
}

function moveTo(to: ChainState, s: number, w: number, r: number, mass: number, first: number, second: number): void {
  add(to, s, w * mass, w * (first + r * mass), w * (second + 2 * r * first + r * r * mass));
}
