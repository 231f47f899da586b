import fc from 'fast-check';
import type { Edit } from '../../../src/counterfactual/explain/course.js';
import type { ExplainOptions } from '../../../src/counterfactual/explain/explainProblem.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { extremeRow } from '../../../src/mechanisms/bounds/extremeRow.js';
import type { Assumption } from '../../../src/mechanisms/bounds/registry.js';
import type { CompleteMechanism } from '../../../src/mechanisms/mechanism.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { anyPolicy, logOf } from '../../support/generators.js';

/** A log, a model of it, and how plans are valued. */
export interface PlanProblem {
  readonly log: Trajectories;
  readonly mdp: Mdp;
  readonly discount: number;
  readonly unmodelled: 'mix' | 'skip';
  readonly after?: Policy;
  /** Used only with `after`. */
  readonly horizon: number;
}

export function optionsOf({ discount, unmodelled, after, horizon }: PlanProblem, changes: number): ExplainOptions {
  return { discount, unmodelled, changes, ...(after && { after, horizon }) };
}

/** What plans are enumerated under: one row each, or all extreme rows that are admitted. */
export type Rows = CompleteMechanism | Assumption;

type Row = readonly { readonly to: number; readonly chance: number; readonly reward: number }[];

/**
 * Tiny problems: pairs that are not possible, logged transitions that the model lacks, and a policy after the log or
 * none.
 */
export function planProblems(): fc.Arbitrary<PlanProblem> {
  const sized = (nLiving: number, steps: number): fc.Arbitrary<PlanProblem> =>
    branchingMdp(nLiving).chain((whole) =>
      fc
        .record({
          possible: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
          lacking: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
        })
        .chain(({ possible, lacking }) => {
          const world = withoutPairs(whole, possible);
          const mdp = lackingEntries(world, lacking);
          const policies = anyPolicy(mdp).map((policy) => possiblePolicy(mdp, policy));
          return fc.record({
            log: policies.chain((policy) => logOf(world, policy, { maxEpisodes: 2, horizon: steps })),
            mdp: fc.constant(mdp),
            discount: fc.constantFrom(1, 0.5),
            unmodelled: fc.constantFrom('mix', 'skip'),
            after: fc.option(policies, { nil: undefined }),
            horizon: fc.integer({ min: steps, max: steps + 2 }),
          });
        }),
    ) as fc.Arbitrary<PlanProblem>;
  return fc.oneof(sized(2, 3), sized(3, 2));
}

/** What each step gave is known, and nothing follows the log. */
export function withoutAfter({ log, mdp, discount, horizon }: PlanProblem): PlanProblem {
  return { log, mdp, discount, horizon, unmodelled: 'mix' };
}

/** Living states of which most lead to most others, and two ends that are come to now and then. */
function branchingMdp(nLiving: number): fc.Arbitrary<Mdp> {
  const nStates = nLiving + 2;
  const weights = fc.tuple(
    fc.array(fc.nat({ max: 4 }), { minLength: nLiving, maxLength: nLiving }),
    fc.nat({ max: 1 }),
    fc.nat({ max: 1 }),
  );
  const row = weights.map(([living, lost, won]) =>
    living.some((w) => w > 0) ? [...living, lost, won] : [1, ...living.slice(1), lost, won],
  );
  return fc.integer({ min: 2, max: 3 }).chain((nActions) =>
    fc
      .record({
        rows: fc.array(row, { minLength: nLiving * nActions, maxLength: nLiving * nActions }),
        rewards: fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 60, maxLength: 60 }),
      })
      .map(({ rows, rewards }) => {
        const [rowStart, nextState, probability, reward]: number[][] = [[0], [], [], []];
        rows.forEach((each, at) => {
          const total = each.reduce((sum, w) => sum + w, 0);
          each.forEach((w, next) => {
            if (w === 0) return;
            nextState.push(next);
            probability.push(w / total);
            reward.push(rewards[at * nStates + next] / 4);
          });
          rowStart.push(nextState.length);
        });
        while (rowStart.length <= nStates * nActions) rowStart.push(nextState.length);
        const outcome = Uint8Array.from({ length: nStates }, (_, s) => Math.max(0, s - nLiving + 1));
        return {
          nStates,
          nActions,
          rowStart: Uint32Array.from(rowStart),
          nextState: Uint32Array.from(nextState),
          probability: Float64Array.from(probability),
          reward: Float64Array.from(reward),
          initial: Float64Array.from({ length: nStates }, (_, s) => Number(s === 0)),
          terminal: outcome.map((o) => Number(o > 0)),
          outcomes: ['going on', 'lost', 'won'].map((name, o) => ({ name, reward: [0, -1, 1][o] })),
          outcome,
          source: {},
        };
      }),
  );
}

/** Only some pairs are possible; of each state the first always is. */
function withoutPairs(mdp: Mdp, possible: readonly boolean[]): Mdp {
  const rowStart = [0];
  const kept: number[] = [];
  for (let row = 0; row < mdp.nStates * mdp.nActions; row++) {
    if (possible[row] || row % mdp.nActions === 0)
      for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) kept.push(k);
    rowStart.push(kept.length);
  }
  return {
    ...mdp,
    rowStart: Uint32Array.from(rowStart),
    nextState: Uint32Array.from(kept, (k) => mdp.nextState[k]),
    probability: Float64Array.from(kept, (k) => mdp.probability[k]),
    reward: Float64Array.from(kept, (k) => mdp.reward[k]),
  };
}

/** In some rows the first entry has what the last one had; three cases of each. */
function lackingEntries(mdp: Mdp, lacking: readonly boolean[]): Mdp {
  const probability = mdp.probability.slice();
  for (let row = 0; row < mdp.nStates * mdp.nActions; row++) {
    const [first, last] = [mdp.rowStart[row], mdp.rowStart[row + 1] - 1];
    if (!lacking[row] || last <= first || row % 2 === 0) continue;
    probability[first] += probability[last];
    probability[last] = 0;
  }
  return { ...mdp, probability, visits: new Uint32Array(mdp.nStates * mdp.nActions).fill(3) };
}

function possiblePolicy({ rowStart, nActions }: Mdp, policy: Policy): Policy {
  const probability = policy.probability.map((share, row) => (rowStart[row] < rowStart[row + 1] ? share : 0));
  for (let first = 0; first < probability.length; first += nActions) {
    const total = probability.subarray(first, first + nActions).reduce((sum, share) => sum + share, 0);
    if (total === 0) probability[first] = 1;
    else for (let row = first; row < first + nActions; row++) probability[row] /= total;
  }
  return { ...policy, probability };
}

/**
 * The values, or the least values, of every adaptive plan with at most `changes` changes, each a tree of what is done
 * after whatever happens.
 */
export function planValues(problem: PlanProblem, rows: Rows, e: number, changes: number): number[] {
  const { log, mdp, discount } = problem;
  const [first, end] = [log.episodeStart[e], log.episodeStart[e + 1]];
  const trees = (t: number, s: number, left: number): number[] => {
    if (mdp.terminal[s] === 1) return [0];
    if (first + t === end) return [afterwards(problem, s, end - first)];
    const found: number[] = [];
    for (let a = 0; a < mdp.nActions; a++) {
      const spent = a === log.action[first + t] ? 0 : 1;
      if (spent > left || !isPossible(mdp, s, a)) continue;
      const alternatives = rowsAt(problem, rows, first + t, s * mdp.nActions + a);
      const successors = [...new Set(alternatives.flatMap((row) => row.map(({ to }) => to)))];
      const children = successors.map((to) => trees(t + 1, to, left - spent));
      for (const values of product(children)) {
        const worth = new Map(successors.map((to, i) => [to, values[i]]));
        found.push(leastMean(alternatives, discount, (to) => worth.get(to)!));
      }
    }
    return found;
  };
  return trees(0, log.state[first], changes);
}

/** The values of all ways to change at most `changes` steps whatever happens; those that may not be possible left out. */
export function fixedValues(
  problem: PlanProblem,
  rows: Rows,
  e: number,
  changes: number,
): { readonly edits: readonly Edit[]; readonly value: number }[] {
  const { log, mdp } = problem;
  const [first, end] = [log.episodeStart[e], log.episodeStart[e + 1]];
  const all: Edit[][] = [[]];
  for (let step = 0; step < end - first; step++) {
    for (const edits of [...all]) {
      for (let action = 0; action < mdp.nActions && edits.length < changes; action++)
        if (action !== log.action[first + step])
          all.push([...edits, { step, given: log.action[first + step], action }]);
    }
  }
  return all
    .map((edits) => ({ edits, value: editedValue(problem, rows, e, edits) }))
    .filter(({ value }) => value > -Infinity);
}

/** The value, or the least, of other actions at some steps whatever happens; −Infinity if one may not be possible. */
export function editedValue(problem: PlanProblem, rows: Rows, e: number, edits: readonly Edit[]): number {
  const { log, mdp, discount } = problem;
  const [first, end] = [log.episodeStart[e], log.episodeStart[e + 1]];
  const visit = (t: number, s: number): number => {
    if (mdp.terminal[s] === 1) return 0;
    if (first + t === end) return afterwards(problem, s, end - first);
    const a = edits.find(({ step }) => step === t)?.action ?? log.action[first + t];
    if (!isPossible(mdp, s, a)) return -Infinity;
    return leastMean(rowsAt(problem, rows, first + t, s * mdp.nActions + a), discount, (to) => visit(t + 1, to));
  };
  return visit(0, log.state[first]);
}

function leastMean(alternatives: readonly Row[], discount: number, worth: (to: number) => number): number {
  return Math.min(
    ...alternatives.map((row) =>
      row.reduce((sum, { to, chance, reward }) => sum + chance * (reward + discount * worth(to)), 0),
    ),
  );
}

function product(lists: readonly (readonly number[])[]): number[][] {
  return lists.reduce<number[][]>((sets, list) => sets.flatMap((set) => list.map((each) => [...set, each])), [[]]);
}

const known = new WeakMap<PlanProblem, Map<string, Row[]>>();

/** The rows that may follow a pair at a step of the log, without their zeros. */
function rowsAt(problem: PlanProblem, rows: Rows, i: number, row: number): Row[] {
  const kept = known.get(problem) ?? new Map<string, Row[]>();
  known.set(problem, kept);
  const key = `${rows.name} ${i} ${row}`;
  const found = kept.get(key) ?? computedRows(problem, rows, i, row);
  kept.set(key, found);
  return found;
}

function computedRows({ mdp, log, unmodelled }: PlanProblem, rows: Rows, i: number, row: number): Row[] {
  const own = denseRow(mdp, row);
  const rewards = rewardsOf(mdp, row);
  const x = log.nextState[i];
  const observedRow = log.state[i] * mdp.nActions + log.action[i];
  const p = denseRow(mdp, observedRow);
  const isLacking = p[x] === 0;
  if (isLacking && unmodelled === 'skip') return [withoutZeros(own, rewards)];
  const seen = isLacking ? p.map((chance, y) => (3 * chance + Number(y === x)) / 4) : p;
  const repeats = row === observedRow;
  if (repeats && isLacking) rewards[x] = log.reward[i];
  const q = repeats ? seen : own;
  if ('coupling' in rows) {
    const outcomes = Uint32Array.from(q.keys());
    return [withoutZeros(rows.counterfactual(seen, q, x, outcomes), rewards)];
  }
  if (repeats)
    return [
      withoutZeros(
        q.map((_, y) => Number(y === x)),
        rewards,
      ),
    ];
  const bounds = rows.bounds(seen, q, x);
  const possible = [...q.keys()].filter((y) => bounds.upper[y] > 0);
  const extreme = permutations([...possible.keys()]).map((order) => {
    const value = new Float64Array(q.length);
    possible.forEach((y, k) => (value[y] = order[k]));
    return extremeRow(bounds, value, 'least');
  });
  const different = new Map(extreme.map((each) => [each.map((chance) => Math.round(chance * 1e12)).join(), each]));
  return [...different.values()].map((each) => withoutZeros(each, rewards));
}

function withoutZeros(chances: Float64Array, rewards: Float64Array): Row {
  return [...chances.keys()]
    .filter((to) => chances[to] > 0)
    .map((to) => ({ to, chance: chances[to], reward: rewards[to] }));
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) => permutations(items.filter((each) => each !== first)).map((rest) => [first, ...rest]));
}

/** The return of the policy after the log, or nothing. */
function afterwards({ mdp, after, horizon, discount }: PlanProblem, s: number, taken: number): number {
  if (!after || taken === horizon || mdp.terminal[s] === 1) return 0;
  let value = 0;
  for (let a = 0; a < mdp.nActions; a++) {
    const row = s * mdp.nActions + a;
    for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
      const mass = after.probability[row] * mdp.probability[k];
      if (mass === 0) continue;
      const later = afterwards({ mdp, after, horizon, discount } as PlanProblem, mdp.nextState[k], taken + 1);
      value += mass * (mdp.reward[k] + discount * later);
    }
  }
  return value;
}

function isPossible({ rowStart, nActions }: Mdp, s: number, a: number): boolean {
  return rowStart[s * nActions + a] < rowStart[s * nActions + a + 1];
}

function denseRow(mdp: Mdp, row: number): Float64Array {
  const dense = new Float64Array(mdp.nStates);
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) dense[mdp.nextState[k]] = mdp.probability[k];
  return dense;
}

function rewardsOf(mdp: Mdp, row: number): Float64Array {
  const dense = new Float64Array(mdp.nStates);
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) dense[mdp.nextState[k]] = mdp.reward[k];
  return dense;
}
