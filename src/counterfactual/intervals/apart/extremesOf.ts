import { isAdvised } from '../../../mdp/advice/advised.js';
import { isOverTime } from '../../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../../mdp/policy.js';
import { assumptions } from '../../../mechanisms/bounds/registry.js';
import { extremeMean } from '../../../mechanisms/bounds/extremeMean.js';
import { isByStep } from '../../acting/acting.js';
import { stepsToGo } from '../../chain/momentTables.js';
import type { Ends } from '../../evaluate/extremeValues.js';
import { boundedRows } from '../../rows/boundedRows.js';
import { longestRow } from '../../rows/extendedMdp.js';
import type { ObservedStep } from '../../rows/observedStep.js';
import { type BoundedLog, extremesOf as plainExtremesOf } from '../plainExtremes.js';
import { apartRows } from './apartRows.js';
import { cappedMeans } from './cappedMean.js';
import { takenRows } from './takenRows.js';

/** What follows from a row is known without its bounds: one entry, or all of it under caps; else its bounds are wanted. */
const [CERTAIN, CAPPED, BOUNDED] = [0, 1, 2];

/**
 * As `extremesOf` of `plainExtremes`, for the sizes of real logs: of the rows that a policy takes in a large model
 * nearly all have no outcome in common with what was observed, and then no assumption says more of them than
 * `cappedMean`. Only the others need their bounds.
 *
 * @returns the same figures, to rounding
 *
 * Cost: steps × reachable states × K for K entries of a row, mostly.
 */
export function extremesOf(log: BoundedLog): (episode: number) => Ends<number> {
  const { acting, assumption } = log;
  return isByStep(acting) || isAdvised(acting) || isOverTime(acting) || !assumptions.includes(assumption)
    ? plainExtremesOf(log)
    : stationaryExtremes(log, acting);
}

function stationaryExtremes(
  { trajectories: { episodeStart, state }, observed, assumption, horizon, discount, after, rowBytes }: BoundedLog,
  policy: Policy,
): (episode: number) => Ends<number> {
  const { mdp } = observed;
  const { nStates, rowStart, nextState, probability, reward, terminal } = mdp;
  const taken = takenRows(mdp, policy);
  const apart = apartRows(mdp);
  const bounded = boundedRows(mdp, assumption, rowBytes);
  const longest = longestRow(mdp);
  const cappedMean = cappedMeans(longest);
  const [low, high, extreme] = [0, 0, 0].map(() => new Float64Array(longest));
  const reached = new Uint32Array(nStates);
  let mark = 0;

  const layersOf = (start: number, steps: readonly (ObservedStep | undefined)[]): readonly Uint32Array[] => {
    let states = terminal[start] === 1 ? new Uint32Array(0) : Uint32Array.of(start);
    const next = new Uint32Array(nStates);
    return steps.map((step) => {
      const layer = states;
      let size = 0;
      mark += 1;
      const enter = (s: number): void => {
        if (reached[s] === mark || terminal[s] === 1) return;
        reached[s] = mark;
        next[size++] = s;
      };
      apart.observe(step);
      for (let i = 0; i < layer.length; i++) {
        for (let at = taken.start[layer[i]]; at < taken.start[layer[i] + 1]; at++) {
          const row = taken.row[at];
          const kind = kindOf(step, row);
          if (kind === CERTAIN) enter(nextState[apart.entryOf(row)]);
          else if (kind === BOUNDED) for (const k of bounded(step!.row, step!.entry, row).entry) enter(nextState[k]);
          else for (let k = rowStart[row]; k < rowStart[row + 1]; k++) if (probability[k] > 0) enter(nextState[k]);
        }
      }
      states = next.slice(0, size);
      return layer;
    });
  };

  const kindOf = (step: ObservedStep | undefined, row: number): number => {
    if (apart.entryOf(row) >= 0) return CERTAIN;
    return step === undefined || apart.row(row) ? CAPPED : BOUNDED;
  };

  return (e) => {
    const steps = observed.steps(e);
    const start = state[episodeStart[e]];
    const layers = layersOf(start, steps);
    const table = stepsToGo(horizon, steps.length, nStates);
    let least = after.subarray(table, table + nStates);
    let greatest = least;
    for (let t = steps.length - 1; t >= 0; t--) {
      const step = steps[t];
      const [leastNow, greatestNow] = [new Float64Array(nStates), new Float64Array(nStates)];
      apart.observe(step);
      for (let i = 0; i < layers[t].length; i++) {
        const s = layers[t][i];
        for (let at = taken.start[s]; at < taken.start[s + 1]; at++) {
          const row = taken.row[at];
          const share = taken.share[at];
          const kind = kindOf(step, row);
          if (kind === CERTAIN) {
            const k = apart.entryOf(row);
            leastNow[s] += share * (reward[k] + discount * least[nextState[k]]);
            greatestNow[s] += share * (reward[k] + discount * greatest[nextState[k]]);
          } else if (kind === CAPPED) {
            const [first, end] = [rowStart[row], rowStart[row + 1]];
            for (let k = first; k < end; k++) {
              low[k - first] = reward[k] + discount * least[nextState[k]];
              high[k - first] = reward[k] + discount * greatest[nextState[k]];
            }
            leastNow[s] += share * cappedMean(probability, first, end, apart.cap, low, true);
            greatestNow[s] += share * cappedMean(probability, first, end, apart.cap, high, false);
          } else {
            const { entry, bounds } = bounded(step!.row, step!.entry, row);
            for (let k = 0; k < entry.length; k++) {
              low[k] = reward[entry[k]] + discount * least[nextState[entry[k]]];
              high[k] = reward[entry[k]] + discount * greatest[nextState[entry[k]]];
            }
            leastNow[s] += share * (entry.length === 1 ? low[0] : extremeMean(bounds, low, 'least', extreme));
            greatestNow[s] += share * (entry.length === 1 ? high[0] : extremeMean(bounds, high, 'greatest', extreme));
          }
        }
      }
      [least, greatest] = [leastNow, greatestNow];
    }
    return { least: least[start], greatest: greatest[start] };
  };
}
