import { describe, expect, it, vi } from 'vitest';
import { evaluationText } from '../../../src/cli/output/counterfactualReport.js';
import { warnOfCutRuns } from '../../../src/cli/output/notes/warnOfCutRuns.js';
import { createRng } from '../../../src/core/random/rng.js';
import { counterfactualBounds } from '../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../../../src/counterfactual/evaluate/summarizeCounterfactual.js';
import { fit } from '../../../src/fit/fit.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { assumptions } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import type { Mechanism } from '../../../src/mechanisms/mechanism.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';

/** From state 0 one action leads to an end that pays or to one that costs; one run of three is cut where it starts. */
function log(cut: boolean): Trajectories {
  return {
    nEpisodes: 3,
    nStates: 3,
    nActions: 1,
    episodeStart: Uint32Array.of(0, 1, 2, 3),
    state: new Int32Array(3),
    action: new Int32Array(3),
    reward: Float64Array.of(1, -1, cut ? 0 : 1),
    nextState: Int32Array.of(1, 2, cut ? 0 : 1),
    terminated: Uint8Array.of(1, 1, cut ? 0 : 1),
    source: { horizon: 4 },
  };
}

const policy: Policy = { nStates: 3, nActions: 1, probability: new Float64Array(3).fill(1) };

function report(mechanism: Mechanism, horizon = 4): string {
  const patients = log(true);
  const { mdp } = fit(patients, undefined);
  const evaluation = evaluateCounterfactual(patients, mdp, policy, completeMechanism(mechanism), { horizon });
  return evaluationText({
    log: patients,
    mdp,
    evaluation,
    summary: summarizeCounterfactual(createRng(1), evaluation, { replicates: 10 }),
    bounds: assumptions.map((assumption) => counterfactualBounds(patients, mdp, policy, assumption, { horizon })),
    mechanism,
    policy: 'same',
    seed: 1,
    chosen: { discount: 1, discountFrom: 'default' },
  });
}

describe('a report with bounds', () => {
  it('says which mechanisms they are about, and that fresh noise lies outside', () => {
    // The same action in the same state: all that is admitted repeats what happened, and fresh noise does not.
    expect(report(independent())).toContain('(independent, gadget 1) are not among them: 2 of 3 episodes lie outside');
    expect(report(gumbelMax())).toContain('(independent, gadget 1) are not among them and may lie outside');
  });

  it('has the length of runs, with a horizon and without', () => {
    // The cut run goes on as a fresh one would: 1 step more, and 3/2 times that on average for ever.
    expect(report(gumbelMax(), Infinity)).toContain('Mean number of steps: observed 1.00, counterfactual 1.50');
    expect(report(gumbelMax(), Infinity)).toContain('3 episodes, no horizon, discount 1 (default)');
    expect(report(gumbelMax(), 1)).toContain('3 episodes, at most 1 steps');
    expect(report(gumbelMax(), 1)).toContain('counterfactual 1.00');
  });
});

describe('the warning of runs that the log cuts', () => {
  function warned(trajectories: Trajectories, horizon: number): string {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    warnOfCutRuns(trajectories, horizon);
    const text = write.mock.calls.map(([line]) => line).join('');
    write.mockRestore();
    return text;
  }

  it('counts them', () => {
    expect(warned(log(true), 4)).toMatch(/^warning: 1 of the log's 3 runs are cut before step 4 without an end/);
    expect(warned(log(true), Infinity)).toMatch(/^warning: 1 of the log's 3 runs are cut without an end/);
  });

  it('is silent where runs end, or reach the horizon', () => {
    expect(warned(log(false), 4)).toBe('');
    expect(warned(log(true), 1)).toBe('');
  });
});
