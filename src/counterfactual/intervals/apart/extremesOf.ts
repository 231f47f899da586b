import { isAdvised } from '../../../mdp/advice/advised.js';
import { isOverTime } from '../../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../../mdp/policy.js';
import { isByStep } from '../../acting/acting.js';
import { stepsToGo } from '../../chain/momentTables.js';
import { type BoundedLog, type EpisodeExtremes, extremesOf as plainExtremesOf } from '../plainExtremes.js';
import { reachedLayers } from './layers.js';
import { kindOf, rowExtremes } from './rowExtremes.js';
import { takenRows } from './takenRows.js';

/**
 * As `extremesOf` of `plainExtremes`, for the sizes of real logs: where a policy does the same at every step, the
 * registered assumptions are carried back side by side, over rows that need not be made for it.
 *
 * @returns the same figures, to rounding
 *
 * Cost: steps × reachable states × K for K entries of a row, for each assumption; memory two tables of S numbers an
 * assumption, and the states of an episode's steps.
 */
export function extremesOf(log: BoundedLog): EpisodeExtremes {
  const { acting, assumptions } = log;
  return isByStep(acting) || isAdvised(acting) || isOverTime(acting) || assumptions.some((one) => kindOf(one) < 0)
    ? plainExtremesOf(log)
    : stationaryExtremes(log, acting);
}

function stationaryExtremes(
  { trajectories: { episodeStart, state }, observed, assumptions, horizon, discount, after }: BoundedLog,
  policy: Policy,
): EpisodeExtremes {
  const { mdp } = observed;
  const { nStates, nextState, reward } = mdp;
  const taken = takenRows(mdp, policy);
  /** By state, of each assumption the least and the greatest. */
  const width = 2 * assumptions.length;
  const rows = rowExtremes(mdp, {
    kind: assumptions.flatMap((one) => [kindOf(one), kindOf(one)]),
    isLeast: assumptions.flatMap(() => [true, false]),
  });
  const layersOf = reachedLayers(mdp, taken, rows);
  const earnings = { reward, discount };
  const means = new Float64Array(width);
  let [later, now] = [0, 0].map(() => new Float64Array(nStates * width));
  return (e, ends) => {
    const steps = observed.steps(e);
    const first = state[episodeStart[e]];
    const layers = layersOf(first, steps);
    const table = stepsToGo(horizon, steps.length, nStates);
    for (let i = 0; i < later.length; i++) later[i] = after[table + Math.floor(i / width)];
    now.fill(0);
    for (let t = steps.length - 1; t >= 0; t--) {
      rows.observe(steps[t]);
      for (let i = layers.start[t]; i < layers.start[t + 1]; i++) {
        const s = layers.state[i];
        const to = s * width;
        now.fill(0, to, to + width);
        for (let at = taken.start[s]; at < taken.start[s + 1]; at++) {
          const row = taken.row[at];
          const share = taken.share[at];
          const entry = rows.entryOf(row);
          if (entry >= 0) {
            const from = nextState[entry] * width;
            for (let c = 0; c < width; c++) now[to + c] += share * (reward[entry] + discount * later[from + c]);
            continue;
          }
          rows.turnTo(row);
          rows.means(earnings, later, width, width, means);
          for (let c = 0; c < width; c++) now[to + c] += share * means[c];
        }
      }
      [later, now] = [now, later];
    }
    for (let c = 0; c < width; c++) ends[c] = later[first * width + c];
  };
}
