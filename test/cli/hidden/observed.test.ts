import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { createRng } from '../../../src/core/random/rng.js';
import { evaluateHidden } from '../../../src/counterfactual/hidden/evaluateHidden.js';
import { writeAdvice, writeMdp, writePolicy, writeTrajectories } from '../../../src/files/index.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { commandRun } from '../../support/commandRun.js';
import { emptyFolder } from '../../support/emptyFolder.js';
import { MADE } from '../options/prepared.js';

const folder = emptyFolder();
const env = createEnv('sepsis');
const mdp = env.exactModel!();
const physician = createPolicy('physician', mdp);
const log = simulate(createRng(4), env, physician, { episodes: 12, horizon: 6 });
const untreated = (space: string, nStates: number): Policy => ({
  nStates,
  nActions: 8,
  probability: Float64Array.from({ length: nStates * 8 }, (_, row) => Number(row % 8 === 0)),
  space,
});
await writeMdp(join(folder, 'full.json'), mdp, MADE);
await writeTrajectories(join(folder, 'log.csv'), log, MADE);
await writePolicy(join(folder, 'untreated.json'), untreated('projected', 146), MADE);
await writePolicy(join(folder, 'seen.json'), untreated('observed', 720), MADE);
await writeAdvice(join(folder, 'advice.json'), identityAdvice(146, 8), MADE);
const base = ['evaluate', 'log.csv', '--mdp', 'full.json', '--observed', 'projected', '--replicates', '10'];

const expected = (behaviour?: Policy): number[] => {
  const model = { mdp, abstraction: abstractionBetween(env, 'full', 'projected'), ...(behaviour && { behaviour }) };
  const seen = projectTrajectories(log, env, 'projected');
  const target = untreated('projected', 146);
  return Array.from(evaluateHidden(seen, model, target, completeMechanism(gumbelMax())).expectedReturn);
};
interface Printed {
  readonly episodes: readonly { readonly counterfactualReturn: number; readonly observedOutcome: string }[];
  readonly hidden: unknown;
  readonly supposed: string;
  readonly verdict: unknown;
}

it('evaluates in a model of more than the log shows, by who acted where they are named', async () => {
  const run = async (...more: string[]): Promise<Printed> =>
    JSON.parse((await commandRun(folder, [...base, '--json', ...more])).stdout) as Printed;
  const returns = ({ episodes }: Printed): number[] => episodes.map((one) => one.counterfactualReturn);
  const plain = await run('--policy', 'untreated.json');
  expect(returns(plain)).toBeAllClose(expected(), { rtol: 1e-12 });
  expect(plain.hidden).toEqual({ observed: 'projected', model: 'full', behaviour: null });
  expect(plain.verdict).toEqual([]);
  const known = await run('--policy', 'untreated.json', '--behaviour', 'physician');
  expect(returns(known)).toBeAllClose(expected(physician), { rtol: 1e-12 });
  expect(returns(known)).not.toEqual(returns(plain));
  expect(known.supposed).toContain('who acted was physician, whose choices tell what they saw of the rest');
  // A policy may see more than the log shows.
  expect(returns(await run('--policy', 'seen.json'))).toBeAllClose(expected(), { rtol: 1e-12 });
  expect(plain.episodes.map((one) => one.observedOutcome)).toContain('discharge');
});

it('says in words what is supposed', async () => {
  const { stdout } = await commandRun(folder, [...base, '--policy', 'untreated.json', '--out', 'rows.csv']);
  expect(stdout).toMatch(
    /^What if policy untreated\.json had acted\? 12 episodes, .*\nMechanism gumbel-max, .*\nSupposed: the model holds, over space full, of which the log shows projected; .* who acted went by what the log shows alone/,
  );
});

it.each([
  [['--bounds'], '--bounds must not go with --observed, as bounds are not tight over what may be hidden'],
  [['--by-step'], '--by-step must not go with --observed, as the target takes over on one known course of an episode'],
  [['--influence'], '--influence must not go with --observed'],
  [['--refit', '5'], '--refit must not go with --observed'],
  [['--by-part'], '--by-part must not go with --observed'],
  [['--marginals', 'm.csv'], '--marginals must not go with --observed'],
  [['--sample', 's.csv'], '--sample must not go with --observed'],
  [['--unmodelled', 'mix'], '--unmodelled: must have something to act on, got --observed'],
  [['--check-states'], '--check-states: must have something to act on, got --observed'],
])('refuses %j, saying why', async (more, message) => {
  const { code, stderr } = await commandRun(folder, [...base, '--policy', 'untreated.json', ...more]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

it('refuses advice, spaces that there are not, and logs without an environment', async () => {
  const fault = async (...words: string[]): Promise<unknown[]> => {
    const { code, stderr } = await commandRun(folder, words);
    return [code, stderr];
  };
  expect(await fault(...base, '--policy', 'advice.json')).toEqual([
    2,
    expect.stringContaining('--policy must be a policy beside --observed, got advice, advice.json'),
  ]);
  expect(await fault(...base.with(5, 'seen'), '--policy', 'untreated.json')).toEqual([
    2,
    expect.stringContaining("space must be one of full, observed, projected, got 'seen'"),
  ]);
  expect(await fault(...base.with(5, 'full'), '--policy', 'untreated.json')).toEqual([
    2,
    expect.stringContaining('--observed must be coarser than space full of the model, got the same'),
  ]);
  await writeMdp(join(folder, 'plain.json'), { ...mdp, source: {} }, MADE);
  writeFileSync(join(folder, 'plain.csv'), 'episode,t,state,action,reward,next_state,terminated\n0,0,3,0,0,3,0\n');
  const plain = ['evaluate', 'plain.csv', '--mdp', 'plain.json', '--observed', 'projected'];
  expect(await fault(...plain, '--policy', 'uniform')).toEqual([
    2,
    expect.stringContaining('--observed needs the environment, which says what its states show, got none'),
  ]);
  const small = uniform(3, 8);
  await writePolicy(join(folder, 'small.json'), small, MADE);
  expect(await fault(...base, '--policy', 'small.json')).toEqual([
    2,
    expect.stringContaining('policy must be over one of the spaces of env sepsis'),
  ]);
});

it('names the episode and step that nothing hidden allows', async () => {
  writeFileSync(
    join(folder, 'impossible.csv'),
    'episode,t,state,action,reward,next_state,terminated\n7,0,48,0,0,48,0\n7,1,48,0,0,140,0\n',
  );
  const words = [...base.with(1, 'impossible.csv'), '--env', 'sepsis', '--log-space', 'projected'];
  const { code, stderr } = await commandRun(folder, [...words, '--policy', 'untreated.json']);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/episode 7, t = 1 goes from state 48 \(.*\) by action - to state 140 /),
  ]);
});
