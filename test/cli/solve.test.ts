import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

const folder = emptyFolder();

function json(...args: string[]): Record<string, unknown> {
  const { code, stdout, stderr } = couplet(folder, [...args, '--json']);
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/^couplet:/m) as string]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const written = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, 'policy.json'), 'utf8')) as Record<string, unknown>;
const solve = (...options: string[]): Record<string, unknown> =>
  json('solve', 'grid.json', '--out', 'policy.json', ...options);
const valueOfWritten = (...options: string[]): unknown =>
  json('value', '--mdp', 'grid.json', '--policy', 'policy.json', ...options).value;

describe('couplet solve', { timeout: 60_000 }, () => {
  beforeAll(() => {
    json('model', '--env', 'gridworld', '--out', 'grid.json');
  }, 60_000);

  it.each([[[]], [['--soften', '0.2']], [['--discount', '1']], [['--discount', '0.5', '--soften', '0.1']]])(
    'prints what the policy written is worth: %j',
    (options) => {
      const { value, discount, bestValue } = solve(...options);
      expect(written().discount).toBe(discount);
      expect(valueOfWritten('--horizon', 'Infinity')).toBeAllClose(value as number);
      if (bestValue !== undefined) expect(bestValue).toBeGreaterThan(value as number);
    },
  );

  it('prints the proof', () => {
    const { relativeResidual, lossBound, bellmanResidual } = solve('--discount', '0.9');
    expect(relativeResidual).toBeLessThan(1e-12);
    expect(lossBound).toBeAllClose((bellmanResidual as number) / (1 - 0.9));
    const { stderr } = couplet(folder, ['solve', 'grid.json', '--out', 'policy.json']);
    expect(stderr).toMatch(/policy iteration: \d+ rounds?, Bellman residual .*\(relative \S+\), value/);
  });

  it.each([[[]], [['--soften', '0.2']]])('writes the best policy over a horizon: %j', (options) => {
    const { value, bestValue, byStepsToGo } = solve('--horizon', '6', '--discount', '0.95', ...options);
    expect(valueOfWritten()).toBeAllClose(value as number);
    const best = (bestValue ?? value) as number;
    expect(bestValue === undefined).toBe(options.length === 0);
    expect(best).toBeGreaterThanOrEqual(value as number);
    const steps = byStepsToGo as { stepsToGo: number; action: number[]; stateValue: number[] }[];
    expect(steps.map(({ stepsToGo }) => stepsToGo)).toEqual([1, 2, 3, 4, 5, 6]);
    const { horizon, action, stateValue } = written();
    expect(horizon).toBe(6);
    if (bestValue === undefined) expect(action).toEqual(steps.map((step) => step.action).reverse());
    // Runs start in the lower left corner.
    expect((stateValue as number[][])[0][8]).toBeAllClose(value as number);
    expect(steps[5].stateValue[8]).toBeAllClose(best);
  });

  it('takes the lowest of actions that tie within the tolerance', () => {
    solve('--tie-tolerance', '1e9', '--horizon', '3');
    expect(new Set((written().action as number[][]).flat())).toEqual(new Set([0]));
  });
});
