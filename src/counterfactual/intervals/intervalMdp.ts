import { missingMass } from '../../core/statistics/missingMass.js';
import { type ShareInterval, shareInterval } from '../../core/statistics/shareInterval.js';
import type { TransitionCounts } from '../../fit/transitionCounts.js';
import type { Mdp } from '../../mdp/mdp.js';

/**
 * Everything that a log leaves possible of a world: a model whose rows are known to lie in boxes. It has a state more
 * than the world, the last one, an end by the name of elsewhere: it stands for all states that no case of a pair
 * entered. What follows there is unknown: see `ReturnRange`.
 */
export interface IntervalMdp extends Mdp {
  /** Shape (nnz): with confidence all probabilities of the world are at least these. */
  readonly lower: Float64Array;
  /** Shape (nnz): and at most these; of elsewhere, of all its states together. */
  readonly upper: Float64Array;
  /** Elsewhere: S of a world of S states. */
  readonly elsewhere: number;
}

/** A transition that gets an entry without a logged case. */
export interface UnloggedTransition {
  readonly row: number;
  readonly next: number;
  readonly reward: number;
}

/**
 * The boxes of all rows of a model at once: with probability at least 1 − alpha over logs, each row of the world that was
 * logged from lies in its box.
 *
 * Each of the R pairs of living states gets alpha / R; half of it goes to the missing mass (`missingMass`), and half
 * evenly to the S states that may follow (`shareInterval`), whether they did or not: which did is luck, too. A pair
 * without a case leads anywhere.
 *
 * The states of the model are taken for all that there are, its ends for ends, and each transition to pay what it paid
 * in the log on average.
 *
 * @param mdp of the model that the counts are of, for all but its rows
 * @param unlogged transitions to give an entry of their own, as some log has them; in [0, what elsewhere may have]
 *
 * Cost O(nnz), with some 200 logarithms an entry.
 */
export function intervalMdp(
  mdp: Mdp,
  counts: TransitionCounts,
  alpha: number,
  unlogged: readonly UnloggedTransition[] = [],
): IntervalMdp {
  const { nStates, nActions } = counts;
  const living = mdp.terminal.subarray(0, nStates).reduce((sum, end) => sum + 1 - end, 0);
  const ofRow = alpha / (living * nActions);
  const extra = new Map<number, UnloggedTransition[]>();
  for (const each of unlogged) extra.set(each.row, [...(extra.get(each.row) ?? []), each]);
  const boxOf = rememberedIntervals(ofRow / 2 / nStates);
  const rowStart = new Uint32Array((nStates + 1) * nActions + 1);
  const nextState: number[] = [];
  const probability: number[] = [];
  const reward: number[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  for (let row = 0; row < nStates * nActions; row++) {
    if (mdp.terminal[Math.floor(row / nActions)] === 0) {
      const logged = loggedEntries(counts, row);
      const n = logged.reduce((sum, { cases }) => sum + cases, 0);
      const entries = [...logged, ...(extra.get(row) ?? []).map((each) => ({ ...each, cases: 0 }))];
      entries.sort((a, b) => a.next - b.next);
      const missing = missingMass(n, logged.length, nStates, ofRow / 2);
      for (const { next, cases, reward: pays } of entries) {
        const box = cases === 0 ? { lower: 0, upper: missing } : boxOf(cases, n);
        nextState.push(next);
        probability.push(n === 0 ? 0 : cases / n);
        reward.push(pays);
        lower.push(box.lower);
        upper.push(box.upper);
      }
      nextState.push(nStates);
      probability.push(n === 0 ? 1 : 0);
      reward.push(0);
      lower.push(0);
      upper.push(missing);
    }
    rowStart[row + 1] = nextState.length;
  }
  rowStart.fill(nextState.length, nStates * nActions + 1);
  const { terminal, outcome, initial } = mdp;
  return {
    nStates: nStates + 1,
    nActions,
    rowStart,
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward: Float64Array.from(reward),
    initial: withLast(initial.subarray(0, nStates), 0, Float64Array),
    terminal: withLast(terminal.subarray(0, nStates), 1, Uint8Array),
    outcomes: mdp.outcomes,
    outcome: withLast(outcome.subarray(0, nStates), 0, Uint8Array),
    source: {},
    lower: Float64Array.from(lower),
    upper: Float64Array.from(upper),
    elsewhere: nStates,
  };
}

function loggedEntries(
  { rowStart, nextState, count, rewardSum }: TransitionCounts,
  row: number,
): (UnloggedTransition & { readonly cases: number })[] {
  return Array.from({ length: rowStart[row + 1] - rowStart[row] }, (_, i) => {
    const k = rowStart[row] + i;
    return { row, next: nextState[k], reward: rewardSum[k] / count[k], cases: count[k] };
  });
}

/** Rows of few cases are many, and alike. */
function rememberedIntervals(alpha: number): (cases: number, n: number) => ShareInterval {
  const found = new Map<string, ShareInterval>();
  return (cases, n) => {
    const key = `${cases} ${n}`;
    let interval = found.get(key);
    if (!interval) found.set(key, (interval = shareInterval(cases, n, alpha)));
    return interval;
  };
}

function withLast<T extends Uint8Array | Float64Array>(values: T, last: number, Typed: new (length: number) => T): T {
  const longer = new Typed(values.length + 1);
  longer.set(values);
  longer[values.length] = last;
  return longer;
}
