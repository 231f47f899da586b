import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { ArgumentError } from '../../../../src/core/errors.js';
import { noDecision } from '../../../../src/page/explorer/words/decisionWords.js';
import { contentsOf } from '../../../../src/page/contentsOf.js';
import { background } from '../../../../src/page/state/compute/background.js';
import { sepsisReport } from '../../../support/report/reports.js';

it('says why there is no one decision where a change leads to what the mechanism does not know, and goes on', async () => {
  const report = await sepsisReport();
  const { live } = await contentsOf(report);
  const unknowing = (): never => {
    throw new ArgumentError('mechanism gadget: it was made for 2 states - train a gadget on all states');
  };
  const gadget = { ...live.mechanisms.get(0)!, counterfactual: unknowing };
  const supposed = signal({ ...live.supposed.value, takeOver: 1 });
  const { decision, bounds, start } = background(report, new Map([[0, gadget]]), supposed);
  const end = start((task) => {
    task();
    return () => undefined;
  });
  end();
  expect(decision.value).toMatchObject({ kind: 'refused' });
  expect(noDecision({ kind: 'refused', why: 'it was made for 2 states' }, report.words)).toBe(
    'It cannot be told: it was made for 2 states.',
  );
  expect(bounds.value.map((one) => one.bounds !== undefined)).toEqual(bounds.value.map(() => true));
});
