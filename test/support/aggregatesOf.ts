import { createHash } from 'node:crypto';
import type {
  Aggregates,
  CellSums,
  ClippedSums,
  EpisodeSums,
  StepSums,
  TransitionSums,
} from '../../src/aggregates/aggregates.js';
import type { Policy } from '../../src/mdp/policy.js';
import { type MarkovPolicy, isOverTime } from '../../src/mdp/overTime/policyOverTime.js';
import { longestEpisode } from '../../src/trajectories/longestEpisode.js';
import { type Trajectories, episodeName } from '../../src/trajectories/trajectories.js';

export interface NaiveOptions {
  readonly horizon?: number;
  readonly discount?: number;
  readonly blocks?: number;
  /** Default: the probabilities in the log. */
  readonly behaviour?: Policy | 'estimated';
  /** The target's values in a model: Q_t(s, a) and V_t(s). */
  readonly model?: {
    readonly q: (t: number, s: number, a: number) => number;
    readonly v: (t: number, s: number) => number;
  };
}

type Row = Record<string, number>;

/** The sums of a log, episode by episode and by the definitions: an oracle for those that are made of a long one. */
export function aggregatesOf(log: Trajectories, target: MarkovPolicy, options: NaiveOptions = {}): Aggregates {
  const { horizon = log.source.horizon ?? longestEpisode(log), discount = 1, blocks = 4096, model } = options;
  const { nStates, nActions } = log;
  const first = new Float64Array(nStates);
  const transitions = new Map<string, Row>();
  const cells = new Map<string, Row>();
  const episodes: Episode[] = [];
  for (let e = 0; e < log.nEpisodes; e++) {
    first[log.state[log.episodeStart[e]]] += 1;
    const logs: number[] = [];
    const rewards: number[] = [];
    const errors: number[] = [];
    const values: number[] = [];
    let [g, logWeight] = [0, 0];
    for (let i = log.episodeStart[e]; i < log.episodeStart[e + 1]; i++) {
      const t = i - log.episodeStart[e];
      const [s, a, r, next] = [log.state[i], log.action[i], log.reward[i], log.nextState[i]];
      const ended = i + 1 === log.episodeStart[e + 1] ? log.terminated[e] : 0;
      const transition = rowAt(transitions, [s, a, next, ended], {
        state: s,
        action: a,
        nextState: next,
        ended,
        count: 0,
        reward: 0,
      });
      transition.count += 1;
      transition.reward += r;
      const row = (isOverTime(target) ? t * nStates + s : s) * nActions + a;
      const ratio = target.probability[row] / behaviourOf(log, i, options.behaviour);
      const nextState = ended ? nStates : next;
      const none = { count: 0, ratio: 0, ratioReward: 0 };
      const cell = rowAt(cells, [t, s, nextState], { t, state: s, nextState, ...none });
      cell.count += 1;
      cell.ratio += ratio;
      cell.ratioReward += ratio * r;
      logWeight += Math.log(ratio);
      g += discount ** t * r;
      logs.push(logWeight);
      rewards.push(r);
      errors.push(model ? r - model.q(t, s, a) : 0);
      values.push(model ? model.v(t, s) : 0);
    }
    episodes.push({ block: naiveBlock(episodeName(log, e), blocks), g, logs, rewards, errors, values });
  }
  const column = (rows: Map<string, Row>, name: string): number[] => sorted(rows).map((row) => row[name]);
  return {
    nStates,
    nActions,
    source: log.source,
    blocks,
    counts: {
      state: Int32Array.from(column(transitions, 'state')),
      action: Int32Array.from(column(transitions, 'action')),
      nextState: Int32Array.from(column(transitions, 'nextState')),
      terminated: Uint8Array.from(column(transitions, 'ended')),
      count: Float64Array.from(column(transitions, 'count')),
      reward: Float64Array.from(column(transitions, 'reward')),
    } satisfies TransitionSums,
    first,
    weighted: {
      horizon,
      discount,
      target: '',
      behaviour: options.behaviour === undefined ? 'logged' : options.behaviour === 'estimated' ? 'estimated' : 'given',
      ...(model && { modelDigest: 'of a model' }),
      episodes: {
        ...episodeSums(episodes, blocks),
        clipped: clippedSums(episodes, blocks),
        ...(model && { v: byBlock(episodes, blocks, ({ values }) => values[0]) }),
      },
      steps: stepSums(episodes, model !== undefined),
      cells: {
        t: Int32Array.from(column(cells, 't')),
        state: Int32Array.from(column(cells, 'state')),
        nextState: Int32Array.from(column(cells, 'nextState')),
        count: Float64Array.from(column(cells, 'count')),
        ratio: Float64Array.from(column(cells, 'ratio')),
        ratioReward: Float64Array.from(column(cells, 'ratioReward')),
      } satisfies CellSums,
    },
  };
}

export function naiveBlock(name: string, blocks: number): number {
  const digits = Math.round(Math.log2(blocks) / 4);
  return digits === 0 ? 0 : parseInt(createHash('md5').update(name).digest('hex').slice(0, digits), 16);
}

interface Episode {
  readonly block: number;
  readonly g: number;
  readonly logs: readonly number[];
  readonly rewards: readonly number[];
  readonly errors: readonly number[];
  readonly values: readonly number[];
}

function byBlock(episodes: readonly Episode[], blocks: number, term: (episode: Episode) => number): Float64Array {
  const sums = new Float64Array(blocks);
  for (const each of episodes) sums[each.block] += term(each);
  return sums;
}

function clippedSums(episodes: readonly Episode[], blocks: number): ClippedSums {
  const sum = (power: number, of: number): Float64Array =>
    byBlock(episodes, blocks, ({ logs, g }) => Math.min(Math.exp(logs.at(-1)!), 20) ** power * g ** of);
  const least = new Float64Array(blocks).fill(Infinity);
  for (const { block, g } of episodes) least[block] = Math.min(least[block], g);
  return { c: sum(1, 0), c2: sum(2, 0), cg: sum(1, 1), cg2: sum(1, 2), c2g: sum(2, 1), c2g2: sum(2, 2), least };
}

function episodeSums(episodes: readonly Episode[], blocks: number): EpisodeSums {
  const whole = episodes.map(({ logs, ...rest }) => ({ ...rest, steps: logs.length, log: logs.at(-1)! }));
  const of = (b: number): typeof whole => whole.filter(({ block }) => block === b);
  const scale = Float64Array.from({ length: blocks }, (_, b) => Math.max(-Infinity, ...of(b).map(({ log }) => log)));
  const sum = (term: (episode: (typeof whole)[number], w: number) => number): Float64Array => {
    const sums = new Float64Array(blocks);
    for (const each of whole)
      sums[each.block] += term(each, each.log === -Infinity ? 0 : Math.exp(each.log - scale[each.block]));
    return sums;
  };
  return {
    count: sum(() => 1),
    logScale: scale,
    g: sum(({ g }) => g),
    g2: sum(({ g }) => g * g),
    w: sum((_, w) => w),
    w2: sum((_, w) => w * w),
    wg: sum(({ g }, w) => w * g),
    w2g: sum(({ g }, w) => w * w * g),
    w2g2: sum(({ g }, w) => w * w * g * g),
    positive: sum((_, w) => Number(w > 0)),
    steps: sum(({ steps }) => steps),
  };
}

const NO_STEPS = { count: 0, w: 0, w2: 0, wr: 0, ended: 0, wEnded: 0, w2Ended: 0, wError: 0, wValue: 0 };

function stepSums(episodes: readonly Episode[], modelled: boolean): StepSums {
  const rows = new Map<string, Row>();
  for (const { block, logs } of episodes)
    logs.forEach((log, t) => {
      const row = rowAt(rows, [block, t], { block, t, logScale: -Infinity, ...NO_STEPS });
      row.logScale = Math.max(row.logScale, log);
    });
  for (const { block, logs, rewards, errors, values } of episodes)
    logs.forEach((log, t) => {
      const row = rows.get(keyOf([block, t]))!;
      const w = log === -Infinity ? 0 : Math.exp(log - row.logScale);
      const ended = t === logs.length - 1 ? 1 : 0;
      const terms = {
        ...{ count: 1, w, w2: w * w, wr: w * rewards[t], ended, wEnded: ended * w, w2Ended: ended * w * w },
        ...{ wError: w * errors[t], wValue: ended ? 0 : w * values[t + 1] },
      };
      for (const [name, value] of Object.entries(terms)) row[name] += value;
    });
  const column = (name: string): number[] => sorted(rows).map((row) => row[name]);
  return {
    block: Int32Array.from(column('block')),
    t: Int32Array.from(column('t')),
    count: Float64Array.from(column('count')),
    logScale: Float64Array.from(column('logScale')),
    w: Float64Array.from(column('w')),
    w2: Float64Array.from(column('w2')),
    wr: Float64Array.from(column('wr')),
    ended: Float64Array.from(column('ended')),
    wEnded: Float64Array.from(column('wEnded')),
    w2Ended: Float64Array.from(column('w2Ended')),
    ...(modelled && { wError: Float64Array.from(column('wError')), wValue: Float64Array.from(column('wValue')) }),
  };
}

function behaviourOf(log: Trajectories, i: number, behaviour: NaiveOptions['behaviour']): number {
  const { state, action, nActions, propensity, propensities } = log;
  if (behaviour === 'estimated') {
    let [pair, all] = [0, 0];
    for (let j = 0; j < state.length; j++) {
      all += Number(state[j] === state[i]);
      pair += Number(state[j] === state[i] && action[j] === action[i]);
    }
    return pair / all;
  }
  if (behaviour) return behaviour.probability[state[i] * nActions + action[i]];
  return propensity?.[i] ?? propensities![i * nActions + action[i]];
}

function rowAt(rows: Map<string, Row>, key: readonly number[], fresh: Row): Row {
  const found = rows.get(keyOf(key)) ?? fresh;
  rows.set(keyOf(key), found);
  return found;
}

/** Of the same length each, so that the order of texts is that of numbers. */
function keyOf(numbers: readonly number[]): string {
  return numbers.map((n) => String(n).padStart(6, '0')).join();
}

function sorted(rows: Map<string, Row>): Row[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
