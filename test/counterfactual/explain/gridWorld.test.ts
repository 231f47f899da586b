import { describe, expect, it } from 'vitest';
import { bestChanges } from '../../../src/counterfactual/explain/bestChanges.js';
import { guaranteedChanges } from '../../../src/counterfactual/explain/guaranteedChanges.js';
import { checkMdp } from '../../../src/mdp/mdp.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { catastrophicPath, gridWorld } from './gridWorld.js';

const mdp = gridWorld();
const log = catastrophicPath();
const changes = 10;
/** Decimals of the published figures. */
const published = (value: Float64Array): string[] => [0, 1, 2, 3, 4, 5, 10].map((k) => value[k].toFixed(3));

describe('the catastrophic path through the GridWorld of Lally et al.', () => {
  it('is in a model that holds together', () => {
    expect(() => {
      checkMdp(mdp);
    }).not.toThrow();
  });

  it('could have gone as published under Gumbel-max', () => {
    const { value } = bestChanges(log, mdp, completeMechanism(gumbelMax()), { changes })(0);
    expect(published(value)).toEqual(['-697.000', '-9.307', '5.471', '16.736', '240.367', '274.827', '340.370']);
  });

  it.each([
    ['none', ['-697.000', '-10.810', '4.019', '15.104', '229.472', '266.121', '329.808']],
    ['stability', ['-697.000', '-10.810', '4.019', '15.104', '229.472', '266.121', '329.808']],
    ['stability-all', ['-697.000', '-10.810', '4.019', '15.104', '229.472', '266.121', '329.808']],
    ['monotone', ['-697.000', '-10.530', '4.257', '15.408', '231.506', '267.746', '331.542']],
  ])('could have gone as published whatever the mechanism: %s', (name, expected) => {
    const { value } = guaranteedChanges(log, mdp, findAssumption(name), { changes })(0);
    expect(published(value)).toEqual(expected);
  });

  it('would have been best left at the third step, to the right', () => {
    const decision = { step: 2, given: 2, action: 1 };
    const best = bestChanges(log, mdp, completeMechanism(gumbelMax()), { changes })(0);
    expect(best.plan(1).change).toEqual([{ ...decision, probability: 1 }]);
    expect(best.fixed(1).edits).toEqual([decision]);
    expect(best.fixed(1).value).toBeAllClose(best.value[1]);
    const { fixed, value } = guaranteedChanges(log, mdp, findAssumption('none'), { changes })(0);
    expect(fixed(1).edits).toEqual([decision]);
    expect(fixed(1).value).toBeAllClose(value[1]);
  });
});
