import { expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { explainEpisodes } from '../../../src/counterfactual/explain/explainedEpisodes.js';
import { joinEpisodes } from '../../../src/counterfactual/explain/joinEpisodes.js';
import { fit } from '../../../src/fit/fit.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { apartProblem } from '../../support/apartProblem.js';

it('makes one of parts that were explained apart, with the cases of a fitted model and without', () => {
  const { mdp, log, behaviour } = apartProblem(3, { episodes: 7 });
  const fitted = fit(simulate(createRng(4), mdp, behaviour, { episodes: 40, horizon: 6 }), undefined).mdp;
  for (const model of [mdp, { ...fitted, terminal: mdp.terminal }]) {
    const explain = explainEpisodes(log, model, completeMechanism(gumbelMax()), {
      changes: 2,
      assumptions: [findAssumption('none'), findAssumption('stability-all')],
    });
    const whole = explain(0, 7);
    expect(joinEpisodes([explain(0, 3), explain(3, 4), explain(4, 7)])).toEqual(whole);
    expect(joinEpisodes([whole])).toEqual(whole);
  }
});
