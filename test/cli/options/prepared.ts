import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { softened } from '../../../policies/softened.js';
import { createRng } from '../../../src/core/random/rng.js';
import {
  type Provenance,
  provenance,
  writeAdvice,
  writeMdp,
  writePolicy,
  writeTrajectories,
} from '../../../src/files/index.js';
import { fit } from '../../../src/fit/fit.js';
import { type Advice, adviceRow } from '../../../src/mdp/advice/advice.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { abstractionBetween, type Env } from '../../../src/mdp/env.js';
import { entryRewards } from '../../../src/mdp/entryRewards.js';
import type { MdpOverrides } from '../../../src/mdp/override/overrides.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { emptyFolder } from '../../support/emptyFolder.js';

/** Of files that tests make. */
export const MADE: Provenance = provenance('test');

/** The small grid of these tests: six states of which two are ends, four actions. */
export const GRID: {
  readonly name: string;
  readonly set: readonly string[];
  readonly parameters: Readonly<Record<string, number>>;
} = { name: 'gridworld', set: ['width=3', 'height=2'], parameters: { width: 3, height: 2 } };

/** In the prepared folder: what `adviceFor` gives. */
export const ADVICE_FILE = 'advice.json';

/** Advice for the grid: in state 0 the first action is mostly replaced by the last, in state 1 the second by the first. */
export function adviceFor({ nStates, nActions }: Pick<Mdp, 'nStates' | 'nActions'>): Advice {
  const advice = identityAdvice(nStates, nActions);
  const { probability } = advice;
  const [first, second] = [adviceRow(advice, 0, 0), adviceRow(advice, 1, 1)];
  probability.set([0.25, 0, 0, 0.75], first);
  probability.set([1, 0, 0, 0], second);
  return advice;
}

/** Changes to the model of the grid: one row goes elsewhere, and all that is done in a state pays 2. */
export const WHAT_IF: MdpOverrides = {
  rows: [{ state: 0, action: 0, to: { 0: 0.5, 1: 0.5 }, pays: { 0: 0, 1: 0.25 } }],
  rewards: [{ state: 1, reward: 2 }],
};

export function grid(): Env {
  return createEnv(GRID.name, GRID.parameters);
}

/** A log of an environment under its best policy, taken half of the time. */
export function logOf(env: Env, episodes: number, horizon: number): Trajectories {
  const behaviour = softened(createPolicy('optimal', env.exactModel!()), 0.5);
  return simulate(createRng(5), env, behaviour, { episodes, horizon, propensities: 'all' });
}

/** A model fitted to a log, in the space of the log. */
export function modelOf(log: Trajectories, env: Env | undefined): Mdp {
  const space = log.source.space ?? env?.recorded;
  return fit(
    log,
    env && {
      abstraction: abstractionBetween(env, space!, space!),
      outcomes: env.outcomes,
      actionLabels: Array.from({ length: env.nActions }, (_, a) => env.actionLabel(a)),
      entryReward: entryRewards(env, space!),
    },
  ).mdp;
}

/** The best policy of a model, not always taken, with the names of its states. */
export function targetOf(mdp: Mdp, slip = 0.2): Policy {
  const { states, actions, ends, space } = mdp.source;
  return {
    ...softened(policyIteration(mdp, { discount: 0.9, actions: 'all' }).policy, slip),
    ...(states && { states }),
    ...(actions && { actions }),
    ...(ends && { ends }),
    ...(space !== undefined && { space }),
  };
}

/**
 * A folder with a log of the grid (`log.csv`), one of few episodes (`few.csv`), the model fitted to it (`mdp.json`) and
 * two policies: `target.json`, which was found at discount 0.9, and `other.json`; and a model and a policy whose
 * probabilities have two decimals (`rounded.json`, `hundredths.json`); `sparse.json` was fitted to few.csv.
 * `advice.json` is advice. `what-if.json` has the changes of `WHAT_IF`.
 */
export async function preparedFolder(): Promise<string> {
  const folder = emptyFolder();
  const at = (name: string): string => join(folder, name);
  const log = logOf(grid(), 24, 6);
  const mdp = modelOf(log, grid());
  await writeTrajectories(at('log.csv'), log, MADE);
  await writeTrajectories(at('few.csv'), logOf(grid(), 3, 6), MADE);
  await writeMdp(at('mdp.json'), mdp, MADE);
  // Of so few episodes that some actions were not tried everywhere.
  await writeMdp(at('sparse.json'), modelOf(logOf(grid(), 3, 6), grid()), MADE);
  await writePolicy(at('target.json'), { ...targetOf(mdp), discount: 0.9 }, MADE);
  await writePolicy(at('other.json'), targetOf(mdp, 0.6), MADE);
  await writeAdvice(at(ADVICE_FILE), adviceFor(mdp), MADE);
  writeFileSync(at('what-if.json'), JSON.stringify(WHAT_IF));
  const slippery = createEnv(GRID.name, { ...GRID.parameters, noise: 1 / 3 }).exactModel!();
  writeFileSync(at('rounded.json'), rounded({ ...slippery, couplet: MADE }, ['probability']));
  writeFileSync(at('hundredths.json'), rounded(thirds(mdp), ['probability']));
  return folder;
}

/** A policy whose probabilities do not sum to 1 once they are rounded. */
function thirds({ nStates, nActions }: Mdp): Record<string, unknown> {
  const row = [1 / 3, ...Array.from({ length: nActions - 1 }, () => 2 / (3 * (nActions - 1)))];
  return { couplet: MADE, nStates, nActions, probability: Array.from({ length: nStates }, () => row) };
}

/** JSON in which the numbers of some fields have two decimals. */
function rounded(content: object, fields: readonly string[]): string {
  return JSON.stringify(content, (key, value: unknown) => {
    const list = ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
    return fields.includes(key) ? hundredths(list) : list;
  });
}

function hundredths(value: unknown): unknown {
  return Array.isArray(value) ? value.map(hundredths) : Math.round(Number(value) * 100) / 100;
}
