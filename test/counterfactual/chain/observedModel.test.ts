import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { tabular } from '../../../policies/tabular.js';
import { uniform } from '../../../policies/uniform.js';
import { createRng } from '../../../src/core/random/rng.js';
import { counterfactualMarginals } from '../../../src/counterfactual/chain/counterfactualMarginals.js';
import { observedModel } from '../../../src/counterfactual/chain/observedModel.js';
import { decisionPairs } from '../../../src/counterfactual/effects/decisionPairs.js';
import { visitedPairs } from '../../../src/counterfactual/effects/visitedPairs.js';
import { counterfactualBounds } from '../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { sampleCounterfactual } from '../../../src/counterfactual/evaluate/sampleCounterfactual.js';
import { thinShare } from '../../../src/counterfactual/evaluate/thinShare.js';
import { union } from '../../../src/counterfactual/rows/union.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { assumptions } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { gumbelMaxRow } from '../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import type { Mechanism } from '../../../src/mechanisms/mechanism.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';
import { counterfactualRuns } from '../../support/counterfactualRuns.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

/** A plug-in that knows no stored rows. */
const plainGumbelMax: Mechanism = { ...gumbelMax(), counterfactual: (p, q, x) => gumbelMaxRow(p, q, x) };
/** A plug-in of which only draws are known. */
const drawn: Mechanism = {
  name: 'drawn',
  implicit: true,
  noiseDimension: 1,
  outcome: (p, [u]) => {
    let left = u;
    const at = p.findIndex((value) => (left -= value) < 0);
    return at < 0 ? p.findLastIndex((value) => value > 0) : at;
  },
};
const mechanisms = [gumbelMax(), plainGumbelMax, inverseCdf(), independent(), drawn].map((mechanism) =>
  completeMechanism(mechanism, { rng: createRng(0), draws: 200 }),
);

/** A model, two policies, and a log of a wider model: some of its transitions are those that the model has dropped. */
const problem = smallMdp({ maxStates: 5 }).chain((wide) =>
  fc.tuple(anyPolicy(wide), anyPolicy(wide), narrowed(wide)).chain(([behaviour, target, mdp]) =>
    fc.record({
      mdp: fc.constant(mdp),
      target: fc.constant(target),
      log: logOf(wide, behaviour, { maxEpisodes: 3, horizon: 3 }).map((log) => ({
        ...log,
        reward: log.reward.map((r) => r + 0.125),
      })),
      mechanism: fc.constantFrom(...mechanisms),
      discount: fc.constantFrom(1, 0.5),
      unmodelled: fc.constantFrom('mix' as const, 'skip' as const),
    }),
  ),
);

/** The model without some entries of rows, as one that was fitted to a smaller log: few cases, sometimes a prior's. */
function narrowed(mdp: Mdp): fc.Arbitrary<Mdp> {
  const nRows = mdp.nStates * mdp.nActions;
  return fc
    .record({
      keep: fc.array(fc.boolean(), { minLength: mdp.nextState.length, maxLength: mdp.nextState.length }),
      visits: fc.array(fc.nat({ max: 4 }), { minLength: nRows, maxLength: nRows }),
      prior: fc.boolean(),
    })
    .map(({ keep, visits, prior }) => {
      const probability = mdp.probability.map((p, k) => (keep[k] ? p : 0));
      for (let row = 0; row < nRows; row++) {
        const own = probability.subarray(mdp.rowStart[row], mdp.rowStart[row + 1]);
        let sum = own.reduce((a, b) => a + b, 0);
        if (own.length > 0 && sum === 0) sum = own[0] = 1;
        own.forEach((p, k) => (own[k] = p / sum));
      }
      return {
        ...mdp,
        probability,
        visits: Uint32Array.from(visits),
        source: prior ? { prior: { concentration: 1.5, mean: 'model' as const } } : {},
      };
    });
}

describe('a log with transitions that the model lacks', () => {
  test.prop([problem, fc.integer({ min: 3, max: 4 })], { numRuns: 100 })(
    'comes out as the enumeration of all counterfactual runs, by either rule',
    (given, horizon) => {
      const { log, mdp, target, mechanism, discount, unmodelled } = given;
      const options = { horizon, discount, unmodelled };
      const evaluation = evaluateCounterfactual(log, mdp, target, mechanism, options);
      const [steps, episodes] = lacking(mdp, log);
      expect(evaluation.unmodelled).toEqual({ rule: unmodelled, steps, episodes });
      let [all, thin] = [0, 0];
      for (let e = 0; e < log.nEpisodes; e++) {
        const runs = counterfactualRuns({ ...given, horizon }, e, ({ observed, time, state, action, probability }) => {
          const repeats = observed !== undefined && state === log.state[observed] && action === log.action[observed];
          const weight = probability * discount ** time;
          all += weight;
          if (mdp.visits![state * mdp.nActions + action] <= 2 && !(repeats && mechanism.implicit)) thin += weight;
        });
        expect(evaluation.expectedReturn[e]).toBeAllClose(runs.mean, { atol: 1e-11 });
        expect(evaluation.returnVariance[e]).toBeAllClose(runs.second - runs.mean ** 2, { atol: 1e-10 });
        const ends = counterfactualMarginals(log, mdp, target, mechanism, options)(e).subarray(horizon * mdp.nStates);
        const outcomes = mdp.outcomes.map((_, o) =>
          ends.reduce((sum, p, s) => sum + (mdp.outcome[s] === o ? p : 0), 0),
        );
        expect(outcomes).toBeAllClose(runs.outcomes, { atol: 1e-11 });
      }
      expect(thinShare(evaluation)).toBeAllClose(all === 0 ? 0 : thin / all, { atol: 1e-11 });
    },
  );

  test.prop([problem], { numRuns: 100 })('has bounds that hold what mechanisms give', (given) => {
    const { log, mdp, target, discount, unmodelled } = given;
    const options = { horizon: 4, discount, unmodelled };
    for (const mechanism of [mechanisms[0], mechanisms[2]]) {
      const { expectedReturn } = evaluateCounterfactual(log, mdp, target, mechanism, options);
      // Inverse CDF is not stable in the order of outcomes.
      for (const assumption of mechanism === mechanisms[0]
        ? assumptions.filter(({ name }) => name !== 'monotone')
        : assumptions.slice(0, 1)) {
        const { lower, upper } = counterfactualBounds(log, mdp, target, assumption, options);
        expectedReturn.forEach((value, e) => {
          expect(lower[e]).toBeLessThanOrEqual(value + 1e-9);
          expect(upper[e]).toBeGreaterThanOrEqual(value - 1e-9);
        });
      }
    }
  });

  test.prop([problem], { numRuns: 30 })('without a horizon is the limit of long ones', (given) => {
    const { log, mdp, target, mechanism, unmodelled } = given;
    const at = (horizon: number): Float64Array =>
      evaluateCounterfactual(log, mdp, target, mechanism, { horizon, discount: 0.5, unmodelled }).expectedReturn;
    expect(at(Infinity)).toBeAllClose(at(80), { atol: 1e-9 });
  });
});

/**
 * State 0, in which action 0 led to the end `lost` in two logged cases and action 1 to `won` in one; state 1 is seen by
 * nobody. The ends are states 2 and 3.
 */
const model: Mdp = {
  nStates: 4,
  nActions: 2,
  rowStart: Uint32Array.of(0, 1, 2, 3, 4, 4, 4, 4, 4),
  nextState: Uint32Array.of(2, 3, 1, 1),
  probability: Float64Array.of(1, 1, 1, 1),
  reward: Float64Array.of(-1, 1, 0, 0),
  initial: Float64Array.of(1, 0, 0, 0),
  terminal: Uint8Array.of(0, 0, 1, 1),
  outcomes: ['going on', 'lost', 'won'].map((name) => ({ name, reward: 0 })),
  outcome: Uint8Array.of(0, 0, 1, 2),
  observed: Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0),
  visits: Uint32Array.of(2, 1, 0, 0, 0, 0, 0, 0),
  source: {},
};

/** A fresh log: by action 0 to state 1, for 5, and by action 1 from there to `won`, for 7. */
const fresh = logOfSteps([
  [0, 0, 5, 1],
  [1, 1, 7, 3],
]);

function logOfSteps(steps: readonly (readonly [number, number, number, number])[]): Trajectories {
  const builder = new TrajectoriesBuilder({ nStates: 4, nActions: 2, source: {} });
  for (const [s, a, r, next] of steps) builder.step(s, a, r, next);
  builder.endEpisode(true);
  return builder.finish();
}

describe('observedModel', () => {
  it('knows the states that a mixed transition alone leads to', () => {
    // State 1, in which nobody was seen and the process earns for ever.
    const paying = { ...model, reward: Float64Array.of(-1, 1, 1, 1) };
    const cut = logOfSteps([[0, 0, 5, 1]]);
    const evaluate = (horizon: number, policy: Policy): (() => unknown) => {
      return () => evaluateCounterfactual(cut, paying, policy, mechanisms[0], { horizon });
    };
    const policy = tabular([0, 0, 0, 0], 2);
    expect(evaluate(Infinity, policy)).toThrow(/state 1/);
    expect(evaluate(9, { ...policy, undefinedRows: Uint8Array.of(0, 1, 0, 0) })).toThrow(
      'counterfactual: policy must say what to do in state 1, which it can reach',
    );
  });

  it('adds one case to the row, for that step', () => {
    const { mdp, unmodelled, steps } = observedModel(model, fresh);
    expect(unmodelled).toEqual({ rule: 'mix', steps: 2, episodes: 1 });
    const rows = steps(0).map((step) => {
      const [first, end] = [mdp.rowStart[step!.row], mdp.rowStart[step!.row + 1]];
      return {
        next: [...mdp.nextState.subarray(first, end)],
        chance: [...mdp.probability.subarray(first, end)],
        reward: [...mdp.reward.subarray(first, end)],
        observed: step!.entry,
      };
    });
    expect(rows).toEqual([
      { next: [1, 2], chance: [1 / 3, 2 / 3], reward: [5, -1], observed: 0 },
      // Nothing was known of the pair: what was assumed of it gives way.
      { next: [1, 3], chance: [0, 1], reward: [0, 7], observed: 1 },
    ]);
    // The model's own rows stay as they are.
    expect(mdp.nextState.subarray(0, 4)).toEqual(model.nextState);
  });

  it.each<[Mdp['source'], number]>([
    [{ prior: { concentration: 2, mean: 'model' } }, 1 / 5],
    [{ worst: { cases: 1, state: 2, reward: -1, floor: false } }, 1 / 4],
    [{ prior: { concentration: 2, mean: 'model' }, worst: { cases: 1, state: 2, reward: -1, floor: false } }, 1 / 6],
  ])('weighs a case against what was mixed in, too: %j', (source, chance) => {
    const { mdp, steps } = observedModel({ ...model, source }, fresh);
    const [first] = steps(0);
    expect(mdp.probability[mdp.rowStart[first!.row] + first!.entry]).toBe(chance);
  });

  it('makes one row of what is lacking more than once', () => {
    const again = logOfSteps([
      [0, 0, 5, 1],
      [1, 0, 0, 0],
      [0, 0, 5, 1],
      [1, 0, 0, 0],
      [0, 1, 1, 3],
    ]);
    const { mdp, unmodelled, steps } = observedModel(model, again);
    expect(unmodelled.steps).toBe(4);
    const rows = steps(0).map((step) => step!.row);
    expect(rows).toEqual([8, 9, 8, 9, 1]);
    expect(mdp.rowStart).toHaveLength(model.rowStart.length + 2);
  });

  it('leaves a model that lacks nothing alone', () => {
    const { mdp, unmodelled } = observedModel(model, logOfSteps([[0, 0, -1, 2]]));
    expect(mdp).toBe(model);
    expect(unmodelled).toEqual({ rule: 'mix', steps: 0, episodes: 0 });
  });

  it('gives a policy that repeats the log what it earned, and another one its own rows', () => {
    const [gumbel] = mechanisms;
    const value = (actions: readonly number[], unmodelled: 'mix' | 'skip'): number =>
      evaluateCounterfactual(fresh, model, tabular(actions, 2), gumbel, { horizon: 2, unmodelled }).expectedReturn[0];
    expect(value([0, 1, 0, 0], 'mix')).toBe(12);
    expect(value([0, 1, 0, 0], 'skip')).toBe(-1);
    expect(value([1, 1, 0, 0], 'mix')).toBe(1);
    const sampled = sampleCounterfactual(createRng(1), fresh, model, tabular([0, 1, 0, 0], 2), gumbel, { draws: 3 });
    expect([...sampled.reward]).toEqual([5, 7, 5, 7, 5, 7]);
    expect([...sampled.nextState]).toEqual([1, 3, 1, 3, 1, 3]);
    const { lower, upper } = counterfactualBounds(fresh, model, tabular([0, 1, 0, 0], 2), assumptions[0]);
    expect([lower[0], upper[0]]).toEqual([12, 12]);
  });

  it("by skip draws anew: where no step is the model's, the answer is its own", () => {
    const policy = uniform(4, 2);
    const { value } = policyValue(model, policy, { horizon: 3 });
    const options = { horizon: 3, unmodelled: 'skip' } as const;
    const { expectedReturn } = evaluateCounterfactual(fresh, model, policy, mechanisms[0], options);
    expect(expectedReturn[0]).toBeAllClose(value);
    const { lower, upper } = counterfactualBounds(fresh, model, policy, assumptions[0], options);
    expect([lower[0], upper[0]]).toBeAllClose([value, value]);
  });

  it('makes pairs of mixed rows, and none of skipped ones', () => {
    const policy = uniform(4, 2);
    for (const pairs of [
      decisionPairs(fresh, model, policy, { unmodelled: 'mix' }),
      visitedPairs(fresh, model, policy, mechanisms[0], { unmodelled: 'mix' }),
    ]) {
      const [{ observedRow, observed, targetRow }] = pairs;
      expect(targetRow).toBe(1);
      expect([...union(observedModel(model, fresh).mdp, observedRow, observed, targetRow).p]).toEqual([
        1 / 3,
        2 / 3,
        0,
      ]);
    }
    expect(decisionPairs(fresh, model, policy, { unmodelled: 'skip' })).toEqual([]);
    expect(visitedPairs(fresh, model, policy, mechanisms[0], { unmodelled: 'skip' })).toEqual([]);
  });

  it('refuses where it is told to, where no cases are known, and where a run goes on after its end', () => {
    const opening =
      'counterfactual: every observed transition must be possible in the model, but episode 0, t = 0 goes';
    expect(() => observedModel(model, fresh, 'refuse')).toThrow(
      `${opening} from state 0 by action 0 to state 1, which the model gives probability 0 - fit the model to these trajectories, or set unmodelled to mix or skip`,
    );
    const { visits, ...exact } = model;
    expect(visits).toBeDefined();
    expect(() => observedModel(exact, fresh)).toThrow(
      `${opening} from state 0 by action 0 to state 1, which the model gives probability 0, and does not hold how many cases its rows rest on, to which this could be added as one more - set unmodelled to skip to go by the model's own row in such a step, or fit a model`,
    );
    expect(observedModel(exact, fresh, 'skip').unmodelled.steps).toBe(2);
    const after = logOfSteps([[2, 0, 0, 0]]);
    for (const rule of ['mix', 'skip'] as const)
      expect(() => observedModel(model, after, rule)).toThrow(
        `${opening} from state 2 by action 0 to state 0, which the model gives probability 0, and the model ends runs there - fit a model to a log with the same ends`,
      );
  });
});

/** Steps of a log that a model gives probability 0, and the episodes that have any. */
function lacking(mdp: Mdp, log: Trajectories): [number, number] {
  let [steps, episodes] = [0, 0];
  for (let e = 0; e < log.nEpisodes; e++) {
    let here = 0;
    for (let i = log.episodeStart[e]; i < log.episodeStart[e + 1]; i++) {
      const row = log.state[i] * mdp.nActions + log.action[i];
      let chance = 0;
      for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++)
        if (mdp.nextState[k] === log.nextState[i]) chance = mdp.probability[k];
      if (chance === 0) here += 1;
    }
    steps += here;
    if (here > 0) episodes += 1;
  }
  return [steps, episodes];
}
