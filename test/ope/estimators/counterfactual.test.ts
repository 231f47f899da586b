import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { fit } from '../../../src/fit/fit.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import type { CompleteMechanism } from '../../../src/mechanisms/mechanism.js';
import { counterfactualEstimator } from '../../../src/ope/estimators/model/counterfactual.js';
import { takeSample } from '../../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { subset } from '../../../src/trajectories/subset.js';
import { counterfactualRuns } from '../../support/counterfactualRuns.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const mechanisms = [gumbelMax(), inverseCdf()].map((mechanism) => completeMechanism(mechanism));

/** A log with the times each episode is taken, the first of them at least once, and a horizon beyond the log's. */
const problem = smallMdp({ maxStates: 4, maxActions: 2 }).chain((mdp) =>
  anyPolicy(mdp)
    .chain((behaviour) => fc.tuple(anyPolicy(mdp), logOf(mdp, behaviour, { maxEpisodes: 4, horizon: 3 })))
    .chain(([target, log]) =>
      fc.record({
        mdp: fc.constant(mdp),
        target: fc.constant(target),
        log: fc.constant(log),
        counts: fc
          .array(fc.nat({ max: 3 }), { minLength: log.nEpisodes, maxLength: log.nEpisodes })
          .map(([first, ...others]) => [first + 1, ...others]),
        discount: fc.constantFrom(1, 0.5),
        horizon: fc.constant(4),
      }),
    ),
);

const CLOSE = { rtol: 1e-10, atol: 1e-10 };

describe('cf', () => {
  test.prop([problem], { numRuns: 40 })(
    'with a given model is the mean over the episodes taken of all their counterfactual runs',
    ({ mdp, target, log, counts, discount, horizon }) => {
      const study = prepareStudy(log, target, { model: mdp, discount, horizon, behaviour: 'estimated' });
      const sample = takeSample(study, Float64Array.from(counts));
      const n = counts.reduce((sum, times) => sum + times, 0);
      const returnsOf = (mechanism: CompleteMechanism): number[] =>
        counts.map((_, e) => counterfactualRuns({ log, mdp, target, mechanism, horizon, discount }, e).mean);
      // Of one study and both mechanisms, each asked twice: what is kept must be that of the mechanism.
      for (const mechanism of [...mechanisms, ...mechanisms]) {
        const returns = returnsOf(mechanism);
        const { estimate, terms } = counterfactualEstimator(mechanism);
        const mean = returns.reduce((sum, value, e) => sum + counts[e] * value, 0) / n;
        expect(estimate(sample, createRng(1))).toBeAllClose(mean, CLOSE);
        expect(terms!(sample)).toBeAllClose(returns, CLOSE);
      }
    },
  );

  test.prop([problem], { numRuns: 40 })(
    'without one fits it to the episodes taken, as often as they are',
    ({ target, log, counts, discount, horizon }) => {
      const written = subset(
        log,
        counts.flatMap((times, e) => new Array<number>(times).fill(e)),
      );
      const { mdp } = fit(written, undefined);
      const study = prepareStudy(log, target, { discount, horizon, behaviour: 'estimated' });
      const sample = takeSample(study, Float64Array.from(counts));
      for (const mechanism of mechanisms) {
        let sum = 0;
        for (let e = 0; e < written.nEpisodes; e++)
          sum += counterfactualRuns({ log: written, mdp, target, mechanism, horizon, discount }, e).mean;
        const { estimate } = counterfactualEstimator(mechanism);
        expect(estimate(sample, createRng(1))).toBeAllClose(sum / written.nEpisodes, CLOSE);
      }
    },
  );
});
