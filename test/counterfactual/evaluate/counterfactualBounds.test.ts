import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { DataError } from '../../../src/core/errors.js';
import {
  type CounterfactualBounds,
  counterfactualBounds,
} from '../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { extremeRow } from '../../../src/mechanisms/bounds/extremeRow.js';
import { type Assumption, assumptions, findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import type { Mechanism } from '../../../src/mechanisms/mechanism.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

interface Problem {
  readonly mdp: Mdp;
  readonly target: Policy;
  readonly log: Trajectories;
  readonly discount: number;
}

function problems(maxStates: number, maxActions: number, horizon: number): fc.Arbitrary<Problem> {
  return smallMdp({ maxStates, maxActions }).chain((mdp) =>
    fc.tuple(anyPolicy(mdp), anyPolicy(mdp)).chain(([behaviour, target]) =>
      fc.record({
        mdp: fc.constant(mdp),
        target: fc.constant(target),
        log: logOf(mdp, behaviour, { maxEpisodes: 3, horizon }),
        discount: fc.constantFrom(1, 0.5),
      }),
    ),
  );
}

function denseRow(mdp: Mdp, row: number): Float64Array {
  const dense = new Float64Array(mdp.nStates);
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) dense[mdp.nextState[k]] = mdp.probability[k];
  return dense;
}

function rewardOf(mdp: Mdp, row: number, next: number): number {
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) if (mdp.nextState[k] === next) return mdp.reward[k];
  throw new Error('no such entry');
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) => permutations(items.filter((each) => each !== first)).map((rest) => [first, ...rest]));
}

/**
 * All extreme admissible rows of a step at a counterfactual state and action; the model's own where nothing was
 * observed.
 */
function extremeRows(
  { mdp, log }: Problem,
  assumption: Assumption,
  e: number,
  t: number,
  row: number,
): readonly (readonly number[])[] {
  const q = denseRow(mdp, row);
  const i = log.episodeStart[e] + t;
  if (i >= log.episodeStart[e + 1]) return [[...q]];
  const observedRow = log.state[i] * mdp.nActions + log.action[i];
  if (row === observedRow) return [Array.from(q, (_, y) => Number(y === log.nextState[i]))];
  const bounds = assumption.bounds(denseRow(mdp, observedRow), q, log.nextState[i]);
  const rows = permutations([...q.keys()]).map((order) => [...extremeRow(bounds, order, 'least')]);
  return [...new Map(rows.map((each) => [each.map((share) => share.toFixed(9)).join(), each])).values()];
}

/** The least and the greatest expected return over every choice of one extreme row for each time, state and action. */
function enumerate(problem: Problem, assumption: Assumption, e: number, horizon: number): readonly [number, number] {
  const { mdp, log, target, discount } = problem;
  const choices = new Map<string, readonly (readonly number[])[]>();
  const chosen = new Map<string, readonly number[]>();
  const visit = (s: number, t: number, rowOf: (t: number, row: number) => readonly number[]): number => {
    if (t === horizon || mdp.terminal[s] === 1) return 0;
    let value = 0;
    for (let a = 0; a < mdp.nActions; a++) {
      const row = s * mdp.nActions + a;
      const share = target.probability[row];
      if (share === 0) continue;
      rowOf(t, row).forEach((chance, y) => {
        if (chance > 0) value += share * chance * (rewardOf(mdp, row, y) + discount * visit(y, t + 1, rowOf));
      });
    }
    return value;
  };
  const start = log.state[log.episodeStart[e]];
  // Every row that the run may take comes up where each is the mean of its extremes.
  visit(start, 0, (t, row) => {
    const extremes = extremeRows(problem, assumption, e, t, row);
    choices.set(`${t} ${row}`, extremes);
    return extremes[0].map((_, y) => extremes.reduce((sum, each) => sum + each[y], 0) / extremes.length);
  });
  const [keys, options] = [[...choices.keys()], [...choices.values()]];
  let [least, greatest] = [Infinity, -Infinity];
  const choose = (at: number): void => {
    if (at < keys.length) {
      for (const row of options[at]) {
        chosen.set(keys[at], row);
        choose(at + 1);
      }
      return;
    }
    const value = visit(start, 0, (t, row) => chosen.get(`${t} ${row}`)!);
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  };
  choose(0);
  return [least, greatest];
}

function expectWithin(values: Float64Array, { lower, upper }: CounterfactualBounds): void {
  expect(values).toBeAllClose(
    values.map((value, e) => Math.min(upper[e], Math.max(lower[e], value))),
    { rtol: 0, atol: 1e-9 },
  );
}

const boundsOf = ({ mdp, target, log, discount }: Problem, name: string, horizon = 3): CounterfactualBounds =>
  counterfactualBounds(log, mdp, target, findAssumption(name), { discount, horizon });

/**
 * State 0 with two actions, ends 1 (reward 0) and 2 (reward 1): action 0 gives them as (1/2, 1/2), action 1 as (1/4,
 * 3/4).
 */
const oneDecision: Mdp = {
  nStates: 3,
  nActions: 2,
  rowStart: Uint32Array.of(0, 2, 4, 4, 4, 4, 4),
  nextState: Uint32Array.of(1, 2, 1, 2),
  probability: Float64Array.of(0.5, 0.5, 0.25, 0.75),
  reward: Float64Array.of(0, 1, 0, 1),
  initial: Float64Array.of(1, 0, 0),
  terminal: Uint8Array.of(0, 1, 1),
  outcomes: [
    { name: 'going on', reward: 0 },
    { name: 'lost', reward: 0 },
    { name: 'won', reward: 1 },
  ],
  outcome: Uint8Array.of(0, 1, 2),
  source: {},
};

/** Two patients given action 0: one lost, one won. */
const lostAndWon: Trajectories = {
  nEpisodes: 2,
  nStates: 3,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 1, 2),
  state: Int32Array.of(0, 0),
  action: Int32Array.of(0, 0),
  reward: Float64Array.of(0, 1),
  nextState: Int32Array.of(1, 2),
  terminated: Uint8Array.of(1, 1),
  source: {},
};

/** A policy that takes action 1 with that probability. */
const secondAction = (share: number): Policy => ({
  nStates: 3,
  nActions: 2,
  probability: Float64Array.of(1 - share, share, 1, 0, 1, 0),
});

describe('one decision by hand', () => {
  test.each([
    // The lost: 1/4 of all would still be lost, so of this half between none and half. The won likewise.
    ['none', [0.5, 0.5], [1, 1]],
    // The odds of winning rose: who won still wins. Then all that are lost are of the lost, but that is for the other
    // row to say.
    ['stability', [0.5, 1], [1, 1]],
    // The lost are lost with at least 1/4, and won with at most 3/4.
    ['monotone', [0.5, 1], [0.75, 1]],
    ['stability-all', [0.5, 1], [0.5, 1]],
  ] as const)('%s', (name, lower, upper) => {
    const bounds = counterfactualBounds(lostAndWon, oneDecision, secondAction(1), findAssumption(name));
    expect(bounds.lower).toBeAllClose(lower);
    expect(bounds.upper).toBeAllClose(upper);
    expect(bounds.meanLower).toBeAllClose((lower[0] + lower[1]) / 2);
    expect(bounds.meanUpper).toBeAllClose((upper[0] + upper[1]) / 2);
    expect(bounds).toMatchObject({ assumption: name, nEpisodes: 2, horizon: 1, discount: 1 });
  });

  test('the action drawn is outside the bounds, and that observed gives what was observed', () => {
    const bounds = counterfactualBounds(lostAndWon, oneDecision, secondAction(0.5), findAssumption('none'));
    expect(bounds.lower).toBeAllClose([0.25, 0.75]);
    expect(bounds.upper).toBeAllClose([0.5, 1]);
  });
});

describe.each(assumptions)('$name', (assumption) => {
  // Two steps of few outcomes, or one of enough for caps to matter beside the box.
  const small = fc.oneof(
    fc.record({ problem: problems(3, 2, 2), horizon: fc.integer({ min: 2, max: 3 }) }),
    fc.record({ problem: problems(5, 2, 1), horizon: fc.constant(1) }),
  );
  test.prop([small], { numRuns: 80 })('equals the enumeration of all choices of extreme rows', (drawn) => {
    const { problem, horizon } = drawn;
    const bounds = boundsOf(problem, assumption.name, horizon);
    for (let e = 0; e < problem.log.nEpisodes; e++) {
      const [least, greatest] = enumerate(problem, assumption, e, horizon);
      expect(bounds.lower[e]).toBeAllClose(least, { atol: 1e-9 });
      expect(bounds.upper[e]).toBeAllClose(greatest, { atol: 1e-9 });
    }
  });

  test.prop([problems(5, 3, 3)], { numRuns: 60 })(
    'is the observed return where the target repeats the actions',
    ({ mdp, log, discount }) => {
      for (let e = 0; e < log.nEpisodes; e++) {
        const policy = repeating(mdp, log, e);
        if (policy === undefined) continue;
        // The log's own horizon: an episode that was cut there is complete.
        const { lower, upper } = counterfactualBounds(log, mdp, policy, assumption, { discount });
        const { observedReturn } = evaluateCounterfactual(log, mdp, policy, completeMechanism(gumbelMax()), {
          discount,
        });
        expect(lower[e]).toBeAllClose(observedReturn[e]);
        expect(upper[e]).toBeAllClose(observedReturn[e]);
      }
    },
  );

  test.prop([problems(5, 3, 3)], { numRuns: 60 })('lies within none', (problem) => {
    const { lower, upper } = boundsOf(problem, assumption.name);
    for (const end of [lower, upper]) expectWithin(end, boundsOf(problem, 'none'));
    expectWithin(lower, { ...boundsOf(problem, 'none'), upper });
  });

  test('names the observed transition that the model excludes, and what does not fit', () => {
    const refusal = (mdp: Mdp, policy: Policy, horizon: number): (() => unknown) => {
      return () => counterfactualBounds(lostAndWon, mdp, policy, assumption, { horizon });
    };
    const policy = secondAction(1);
    const excluded = { ...oneDecision, probability: Float64Array.of(1, 0, 0.25, 0.75) };
    expect(refusal(excluded, policy, 1)).toThrow(DataError);
    expect(refusal(oneDecision, { ...policy, nStates: 2 }, 1)).toThrow(/policy must have/);
    expect(refusal({ ...oneDecision, nStates: 2 }, { ...policy, nStates: 2 }, 1)).toThrow(/must be over the model's/);
    expect(refusal(oneDecision, policy, 0)).toThrow(/horizon must be at least 1, the longest episode/);
  });
});

/** The policy that takes the actions of one episode, where a stationary one can. */
function repeating({ nStates, nActions }: Mdp, log: Trajectories, e: number): Policy | undefined {
  const action = new Int32Array(nStates).fill(-1);
  for (let i = log.episodeStart[e]; i < log.episodeStart[e + 1]; i++) {
    if (action[log.state[i]] >= 0 && action[log.state[i]] !== log.action[i]) return undefined;
    action[log.state[i]] = log.action[i];
  }
  const probability = new Float64Array(nStates * nActions);
  action.forEach((a, s) => (probability[s * nActions + Math.max(0, a)] = 1));
  return { nStates, nActions, probability };
}

describe.each([
  [gumbelMax(), ['none', 'stability', 'stability-all']],
  [inverseCdf(), ['none']],
  [maximal(), ['none']],
] as [Mechanism, string[]][])('mechanism $name', (mechanism, names) => {
  test.prop([problems(5, 3, 3)], { numRuns: 80 })('gives expected returns within the bounds', (problem) => {
    const { log, mdp, target, discount } = problem;
    const complete = completeMechanism(mechanism, { rng: createRng(0) });
    const { expectedReturn } = evaluateCounterfactual(log, mdp, target, complete, { discount, horizon: 3 });
    for (const name of names) expectWithin(expectedReturn, boundsOf(problem, name));
  });
});

test('tells how far it is', () => {
  const seen: (readonly [number, number])[] = [];
  const options = { progress: (done: number, total: number) => seen.push([done, total]) };
  counterfactualBounds(lostAndWon, oneDecision, secondAction(1), findAssumption('none'), options);
  expect(seen).toEqual([
    [0, 2],
    [1, 2],
  ]);
});
