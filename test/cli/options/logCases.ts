import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEnv } from '../../../envs/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { createRng } from '../../../src/core/random/rng.js';
import { writeMdp, writePolicy } from '../../../src/files/index.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { type Given, type Value, without } from './given.js';
import { readLog } from './library.js';
import type { Row } from './optionTable.js';
import { GRID, MADE, grid, logOf, modelOf, targetOf } from './prepared.js';

/** A log that needs one option to be read as it is meant. */
interface LogCase {
  readonly option: string;
  readonly value: Value;
  readonly file: string;
  readonly text: string;
  readonly beside?: Given;
}

/** A step by the names of columns. */
type Step = Readonly<Record<string, string | number>>;

/** The steps of a log, or of those of its episodes that came to an end, if asked with the probabilities of all actions. */
function stepsOf(log: Trajectories, which: 'all' | 'ended', probabilities: boolean): Step[] {
  const { episodeStart, nEpisodes, nActions, state, action, reward, nextState, terminated, propensities } = log;
  return Array.from({ length: nEpisodes }, (_, e) => e)
    .filter((e) => which === 'all' || terminated[e] === 1)
    .flatMap((episode) =>
      Array.from({ length: episodeStart[episode + 1] - episodeStart[episode] }, (_, t) => {
        const i = episodeStart[episode] + t;
        return {
          episode,
          t,
          state: state[i],
          action: action[i],
          reward: reward[i],
          next_state: nextState[i],
          terminated: i + 1 === episodeStart[episode + 1] ? terminated[episode] : 0,
          ...(probabilities &&
            Object.fromEntries(
              Array.from({ length: nActions }, (_, a) => [`propensity_${a}`, propensities![i * nActions + a]]),
            )),
        };
      }),
    );
}

function csv(steps: readonly Step[], separator = ','): string {
  const names = Object.keys(steps[0]);
  return [names, ...steps.map((step) => Object.values(step))].map((cells) => `${cells.join(separator)}\n`).join('');
}

const renamed =
  (names: Readonly<Record<string, string>>) =>
  (step: Step): Step =>
    Object.fromEntries(Object.entries(step).map(([name, value]) => [names[name] ?? name, value]));

/** Fractions with a comma for a decimal mark, in quotes as the comma also separates. */
function withCommas(step: Step): Step {
  return Object.fromEntries(
    Object.entries(step).map(([name, value]) => [
      name,
      Number.isInteger(value) ? value : `"${String(value).replace('.', ',')}"`,
    ]),
  );
}

function logCases(probabilities: boolean): LogCase[] {
  const steps = stepsOf(logOf(grid(), 24, 12), 'ended', probabilities);
  const bare = steps.map((step) => without(step as Given, 'terminated') as Step);
  const large = stepsOf(logOf(createEnv('gridworld'), 60, 30), 'ended', probabilities);
  const ofCorner = new Set(large.filter(({ next_state }) => next_state === 11).map(({ episode }) => episode));
  const sepsis = createEnv('sepsis');
  const patients = simulate(createRng(3), sepsis, uniform(sepsis.spaces[0].nStates, sepsis.nActions), {
    episodes: 12,
    horizon: 5,
    propensities: 'all',
  });
  const last = steps.findLastIndex(({ terminated }) => terminated === 1);
  return [
    { option: 'format', value: 'csv', file: 'plain.txt', text: csv(steps) },
    // It never sees the state of the largest number.
    {
      option: 'env',
      value: 'gridworld',
      file: 'large.csv',
      text: csv(large.filter(({ episode }) => !ofCorner.has(episode))),
    },
    { option: 'set', value: GRID.set, file: 'small.csv', text: csv(steps), beside: { env: GRID.name } },
    {
      option: 'log-space',
      value: 'projected',
      file: 'projected.csv',
      text: csv(stepsOf(projectTrajectories(patients, sepsis, 'projected', 'direct'), 'all', probabilities)),
      beside: { env: 'sepsis' },
    },
    { option: 'states', value: 9, file: 'states.csv', text: csv(steps) },
    {
      option: 'actions',
      value: 6,
      file: 'actions.csv',
      text: csv(steps.map((step) => ({ ...step, ...(probabilities && { propensity_4: 0, propensity_5: 0 }) }))),
    },
    {
      option: 'column',
      value: ['state=zustand', 'action=gabe'],
      file: 'column.csv',
      text: csv(steps.map(renamed({ state: 'zustand', action: 'gabe' }))),
    },
    {
      option: 'names',
      value: 'rllib',
      file: 'names.csv',
      text: csv(
        steps.map(
          renamed({
            episode: 'eps_id',
            state: 'obs',
            action: 'actions',
            reward: 'rewards',
            next_state: 'new_obs',
            terminated: 'terminateds',
          }),
        ),
      ),
    },
    // More commas than semicolons in the line of column names.
    {
      option: 'separator',
      value: ';',
      file: 'separator.csv',
      text: csv(
        steps.map((step) => ({ ...step, 'a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p': '' })),
        ';',
      ),
    },
    {
      option: 'decimal',
      value: ',',
      file: 'decimal.csv',
      text: csv(steps.map((step) => withCommas({ ...step, reward: Number(step.reward) + 0.5 }))),
    },
    { option: 'end', value: ['goal=2', 'pit=5', 'limbo=7'], file: 'end.csv', text: csv(steps) },
    {
      option: 'outcome',
      value: 'died',
      file: 'outcome.csv',
      text: csv(bare.map((step) => ({ ...step, died: step.next_state === 5 ? 1 : 0 }))),
    },
    { option: 'ends', value: 'terminated', file: 'ends.csv', text: csv(bare) },
    {
      option: 'ends-terminate',
      value: true,
      beside: { end: ['goal=2', 'pit=5'] },
      file: 'endsTerminate.csv',
      text: csv(steps.map((step, i) => (i === last ? { ...step, terminated: 0 } : step))),
    },
    {
      option: 'number-states',
      value: true,
      file: 'numberStates.csv',
      text: csv(steps.map((step) => ({ ...step, state: `cell ${step.state}`, next_state: `cell ${step.next_state}` }))),
    },
    {
      option: 'number-actions',
      value: true,
      file: 'numberActions.csv',
      text: csv(
        steps
          .map((step) => ({ ...step, action: `move ${step.action}` }))
          .map(renamed(Object.fromEntries([0, 1, 2, 3].map((a) => [`propensity_${a}`, `propensity_move ${a}`])))),
      ),
    },
    {
      option: 'number-steps',
      value: true,
      file: 'numberSteps.csv',
      text: csv(steps.map((step) => ({ ...step, t: 2 * Number(step.t) }))),
    },
    {
      option: 'empty-reward',
      value: -0.25,
      file: 'emptyReward.csv',
      text: csv(steps.map((step, i) => ({ ...step, reward: i % 3 === 0 ? '' : step.reward }))),
    },
    {
      option: 'round',
      value: 0.01,
      file: 'round.csv',
      text: csv(
        steps.map((step) => ({
          ...step,
          propensity_0: 0.33,
          propensity_1: 0.33,
          propensity_2: 0.16,
          propensity_3: 0.16,
        })),
      ),
    },
    {
      option: 'propensity',
      value: false,
      file: 'propensity.csv',
      text: csv(steps.map((step) => ({ ...step, propensity: 1.5 }))),
    },
    {
      option: 'log-description',
      value: 'described.json',
      file: 'described.csv',
      text: csv(steps.map(renamed({ state: 'lage', next_state: 'neue_lage' }))),
    },
  ];
}

/** What `described.json` says. */
const DESCRIPTION = { columns: { state: 'lage', next_state: 'neue_lage' }, nStates: 7 };

/**
 * A row for each option that says what a log holds: a log that cannot be read without it, or is another one. Writes the
 * logs, and beside each a model that was fitted to it and a policy.
 *
 * @param given of the command besides, from the names of model and policy
 * @param options.probabilities whether the logs have those of all actions; default false
 */
export async function logRows(
  folder: string,
  given: (files: { readonly mdp: string; readonly policy: string }) => Given,
  { probabilities = false }: { readonly probabilities?: boolean } = {},
): Promise<Row[]> {
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('described.json'), JSON.stringify(DESCRIPTION));
  const rows: Row[] = [];
  for (const { option, value, file, text, beside } of logCases(probabilities)) {
    writeFileSync(at(file), text);
    const files = { mdp: `${file}.mdp.json`, policy: `${file}.policy.json` };
    const { log, env } = await readLog({ folder, given: { '<log>': file, ...beside, [option]: value } });
    const mdp = modelOf(log, env);
    await writeMdp(at(files.mdp), mdp, MADE);
    await writePolicy(at(files.policy), targetOf(mdp), MADE);
    rows.push({ option, value, beside: { '<log>': file, ...beside, ...given(files) } });
  }
  return rows;
}
