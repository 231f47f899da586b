import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../../envs/registry.js';
import { createPolicy } from '../../../../policies/registry.js';
import { entryScore } from '../../../../src/counterfactual/effects/entryScore.js';
import { evaluateCounterfactual } from '../../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { whatIf } from '../../../../src/counterfactual/explain/whatIf.js';
import { completeMechanism } from '../../../../src/mechanisms/completeMechanism.js';
import { createMechanism } from '../../../../src/mechanisms/registry.js';
import { MECHANISMS, judge } from '../../../../src/page/playground/doctor/judge.js';
import { returnOf } from '../../../../src/page/playground/doctor/visit.js';
import { visitsLog } from '../../../../src/page/playground/doctor/visitsLog.js';
import { bestPlan } from '../../../../src/page/playground/doctor/ward.js';
import { policyValue } from '../../../../src/mdp/evaluate/policyValue.js';
import { playedOut } from './played.js';

const exact = createEnv('sepsis').exactModel!();
const physician = createPolicy('physician', exact);
const identity = { rtol: 1e-12, atol: 1e-12 };

describe.each(MECHANISMS)('under %s', (name) => {
  it('says of a visit what the library does', async () => {
    const visit = playedOut('Ada', 1, 1, 4);
    const mechanism = completeMechanism(await createMechanism(name, { score: entryScore(exact) }));
    const log = visitsLog([visit]);
    const { physician: theirs, best, decision } = await judge(visit, name);
    const expected = evaluateCounterfactual(log, exact, physician, mechanism, { horizon: 20 });
    expect([theirs.expectedReturn]).toBeAllClose(expected.expectedReturn, identity);
    expect(theirs.outcomes).toBeAllClose(expected.outcomeProbability, identity);
    const ideal = evaluateCounterfactual(log, exact, bestPlan(), mechanism, { horizon: 20 });
    expect([best.expectedReturn]).toBeAllClose(ideal.expectedReturn, identity);
    // One fixed change, as a plan that logs everything else and then hands over to the physician.
    const problem = { trajectories: log, mdp: exact, policy: physician, mechanism };
    const plan = { takeOver: visit.actions.length, actions: new Map([[decision!.step, decision!.action]]) };
    const changed = whatIf(problem, 0, plan, { horizon: 20 });
    expect([decision!.value]).toBeAllClose([changed.expectedReturn], { rtol: 1e-9, atol: 1e-9 });
    expect(decision!.outcomes).toBeAllClose(changed.outcomeProbability, { rtol: 1e-9, atol: 1e-9 });
    expect(decision!.value).toBeGreaterThan(returnOf(visit));
  });

  it('shows courses that add up', async () => {
    const { best } = await judge(playedOut('Ada', 1, 2, 6), name);
    const { levels, given, outcomes } = best.course;
    for (let t = 0; t <= 20; t++) {
      const sum = outcomes.reduce((total, share) => total + share[t], 0);
      expect([sum]).toBeAllClose([1], identity);
      for (const lane of levels) {
        const rows = lane.length / 21;
        const mass = lane.subarray(t * rows, (t + 1) * rows).reduce((total, p) => total + p, 0);
        expect([mass]).toBeAllClose([outcomes[0][t]], identity);
      }
      if (t < 20) for (const share of given) expect(share[t]).toBeLessThanOrEqual(outcomes[0][t] + 1e-12);
    }
    expect(outcomes.map((share) => share[20])).toBeAllClose(best.outcomes, identity);
  });
});

it('finds no better decision where the patient was discharged', async () => {
  const visits = Array.from({ length: 30 }, (_, k) => playedOut('Ada', 1, k + 1, 0));
  const well = visits.find(({ outcome }) => outcome === 2)!;
  expect((await judge(well, 'gumbel-max')).decision).toBeUndefined();
});

it('holds the best plan against everybody: no policy is worth more', () => {
  const worth = (policy: Parameters<typeof policyValue>[1]): number =>
    policyValue(exact, policy, { horizon: 20 }).value;
  expect(worth(bestPlan())).toBeGreaterThan(worth(physician));
  expect(worth(bestPlan())).toBeGreaterThan(worth(createPolicy('optimal', exact)));
});
