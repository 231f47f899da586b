import type { Aggregates, EpisodeSums, WeightedSums } from '../../../src/aggregates/aggregates.js';
import type { AnsweredRow } from './logTable.js';

/** What a query answered as aggregates, column by column; a scale that is null is −∞. */
export function aggregatesOfRows(rows: readonly AnsweredRow[], nStates: number, nActions: number): Aggregates {
  const part = (name: string): readonly AnsweredRow[] => rows.filter((row) => row.part === name);
  const [about] = part('about');
  const blocks = Number(about.blocks || 1);
  const counts = numbers(part('count'));
  const first = new Float64Array(nStates);
  for (const { state, n } of part('first')) first[Number(state)] = Number(n);
  return {
    ...{ nStates, nActions, source: about.space ? { space: about.space } : {}, blocks, first },
    counts: {
      ...{ state: counts.ints('state'), action: counts.ints('action'), nextState: counts.ints('next_state') },
      terminated: Uint8Array.from(counts.ints('terminated')),
      ...{ count: counts.reals('n'), reward: counts.reals('reward') },
    },
    ...(about.target && { weighted: weighted(part, about, blocks) }),
  };
}

function weighted(part: (name: string) => readonly AnsweredRow[], about: AnsweredRow, blocks: number): WeightedSums {
  const [steps, cells] = [numbers(part('step')), numbers(part('cell'))];
  return {
    horizon: Number(about.horizon),
    discount: Number(about.discount),
    target: about.target,
    behaviour: about.behaviour as WeightedSums['behaviour'],
    episodes: episodes(part('block'), blocks),
    steps: {
      ...{ block: steps.ints('block'), t: steps.ints('t'), count: steps.reals('n'), logScale: steps.scales() },
      ...{ w: steps.reals('w'), w2: steps.reals('w2'), wr: steps.reals('wr'), ended: steps.reals('ended') },
      ...{ wEnded: steps.reals('w_ended'), w2Ended: steps.reals('w2_ended') },
    },
    cells: {
      ...{ t: cells.ints('t'), state: cells.ints('state'), nextState: cells.ints('next_state') },
      ...{ count: cells.reals('n'), ratio: cells.reals('ratio'), ratioReward: cells.reals('ratio_reward') },
    },
  };
}

function episodes(rows: readonly AnsweredRow[], blocks: number): EpisodeSums {
  const byBlock = Array.from({ length: blocks }, (_, b) => rows.find(({ block }) => Number(block) === b));
  const column = (name: string): Float64Array => Float64Array.from(byBlock, (row) => Number(row?.[name] ?? 0));
  return {
    ...{ count: column('n'), steps: column('steps'), positive: column('positive') },
    logScale: Float64Array.from(byBlock, (row) => (row?.log_scale ? Number(row.log_scale) : -Infinity)),
    ...{ g: column('g'), g2: column('g2'), w: column('w'), w2: column('w2') },
    ...{ wg: column('wg'), w2g: column('w2g'), w2g2: column('w2g2') },
    clipped: {
      ...{ c: column('c'), c2: column('c2'), cg: column('cg'), cg2: column('cg2') },
      ...{ c2g: column('c2g'), c2g2: column('c2g2') },
      least: Float64Array.from(byBlock, (row) => (row?.g_least ? Number(row.g_least) : Infinity)),
    },
  };
}

interface Columns {
  ints(name: string): Int32Array;
  reals(name: string): Float64Array;
  scales(): Float64Array;
}

function numbers(rows: readonly AnsweredRow[]): Columns {
  return {
    ints: (name) => Int32Array.from(rows, (row) => Number(row[name])),
    reals: (name) => Float64Array.from(rows, (row) => Number(row[name])),
    scales: () => Float64Array.from(rows, ({ log_scale: scale }) => (scale === '' ? -Infinity : Number(scale))),
  };
}
