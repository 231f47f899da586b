import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { casesBehind } from '../../../src/counterfactual/evaluate/casesBehind.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { thinShare } from '../../../src/counterfactual/evaluate/thinShare.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import type { CompleteMechanism } from '../../../src/mechanisms/mechanism.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { createEnv } from '../../../envs/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { counterfactualRuns } from '../../support/counterfactualRuns.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const mechanisms: readonly CompleteMechanism[] = [gumbelMax(), independent()].map((mechanism) =>
  completeMechanism(mechanism, { rng: createRng(0) }),
);

const problem = smallMdp({ maxStates: 4 }).chain((mdp) => {
  const size = mdp.nStates * mdp.nActions;
  return fc.record({
    mdp: fc
      .array(fc.nat({ max: 5 }), { minLength: size, maxLength: size })
      .map((visits) => ({ ...mdp, visits: Uint32Array.from(visits) })),
    target: anyPolicy(mdp),
    log: anyPolicy(mdp).chain((behaviour) => logOf(mdp, behaviour, { maxEpisodes: 3, horizon: 3 })),
    mechanism: fc.constantFrom(...mechanisms),
    discount: fc.constantFrom(1, 0.5),
    horizon: fc.integer({ min: 3, max: 5 }),
  });
});

describe('casesBehind', () => {
  test.prop([problem], { numRuns: 60 })('counts what the enumeration of all runs counts', (given) => {
    const { mdp, target, log, mechanism, discount, horizon } = given;
    const counts = new Map<number, number>();
    let [total, repeated] = [0, 0];
    for (let e = 0; e < log.nEpisodes; e++)
      counterfactualRuns({ ...given, target }, e, ({ observed, time, state, action, probability }) => {
        const weight = probability * discount ** time;
        total += weight;
        const asLogged = observed !== undefined && state === log.state[observed] && action === log.action[observed];
        const cases = mdp.visits[state * mdp.nActions + action];
        if (asLogged && mechanism.implicit) repeated += weight;
        else counts.set(cases, (counts.get(cases) ?? 0) + weight);
      });
    const found = casesBehind(log, mdp, target, mechanism, { discount, horizon })!;
    expect(found.repeated).toBeAllClose(repeated / total, { atol: 1e-12 });
    const shares = new Map(Array.from(found.cases, (n, k) => [n, found.share[k]]));
    for (let n = 0; n <= 5; n++) expect(shares.get(n) ?? 0).toBeAllClose((counts.get(n) ?? 0) / total, { atol: 1e-12 });
    expect([...found.cases]).toEqual([...found.cases].toSorted((a, b) => a - b));
    const thin = found.share.reduce((sum, share, k) => sum + (found.cases[k] <= 2 ? share : 0), 0);
    const evaluation = evaluateCounterfactual(log, mdp, target, mechanism, { discount, horizon });
    expect(thin).toBeAllClose(thinShare(evaluation)!, { atol: 1e-12 });
  });

  it('says nothing of a model that is exact', () => {
    const exact = createEnv('triage').exactModel!();
    const log = simulate(createRng(1), exact, uniform(4, 2), { episodes: 3, horizon: 1 });
    expect(casesBehind(log, exact, uniform(4, 2), mechanisms[0])).toBeUndefined();
  });

  it('tells how far it is', () => {
    const exact = createEnv('triage').exactModel!();
    const log = simulate(createRng(1), exact, uniform(4, 2), { episodes: 2, horizon: 1 });
    const seen: number[] = [];
    const mdp = { ...exact, visits: new Uint32Array(8) };
    casesBehind(log, mdp, uniform(4, 2), mechanisms[0], { progress: (e) => seen.push(e) });
    expect(seen).toEqual([0, 1]);
  });
});
