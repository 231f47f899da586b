import { join } from 'node:path';
import { expect, it } from 'vitest';
import { unusedNumbersText } from '../../../src/cli/output/notes/unusedNumbersText.js';
import { guessColumns } from '../../../src/files/description/guessColumns.js';
import { logFields } from '../../../src/files/trajectories/columns/logFields.js';
import { type TrajectoriesSummary, summarizeTrajectories } from '../../../src/trajectories/summarizeTrajectories.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, without, wordsOf } from './given.js';
import { describedLog, readLog } from './library.js';
import { logRows } from './logCases.js';
import { dataIn, optionTable, seeJson } from './optionTable.js';
import { preparedFolder } from './prepared.js';
import { cellsAfter } from './textTable.js';

const folder = await preparedFolder();

interface Figures {
  readonly description: Given;
  readonly summary: TrajectoriesSummary;
  readonly [further: string]: unknown;
}

async function library(given: Given): Promise<Figures> {
  const source = { folder, given };
  const { columns, ...known } = await describedLog(source);
  const fields = known.names === undefined ? await logFields(join(folder, String(given['<log>'])), known) : undefined;
  const guess = guessColumns(fields ?? [], columns);
  const description = { ...(Object.keys(guess.columns).length > 0 && { columns: guess.columns }), ...known };
  const { log, said } = await readLog(source, description);
  return {
    description: description as unknown as Given,
    supposed: [],
    said: [...new Set(said), ...(log.source.env === undefined ? unusedNumbersText(log) : [])],
    columns: guess.found,
    unused: guess.unused,
    summary: summarizeTrajectories(log),
  };
}

const described = async (given: Given): Promise<Given> => (await library(given)).description;

/** What a description says of a log. */
function descriptionIn(text: string): unknown {
  const data = dataIn(text);
  return typeof data === 'string' ? data : without(data as Given, 'couplet');
}

optionTable('describe', {
  folder,
  base: { '<log>': 'log.csv', json: true },
  see: seeJson,
  library,
  rows: [
    ...(await logRows(folder, () => ({}))),
    { option: '<log>', value: 'few.csv' },
    {
      option: 'yes',
      value: true,
      beside: { '<log>': 'states.csv', states: 9 },
      see: (_, read) => descriptionIn(read('states.couplet.json')),
      expected: described,
    },
    {
      option: 'out',
      value: 'mine.json',
      beside: { '<log>': 'states.csv', states: 9, yes: true },
      see: (_, read) => descriptionIn(read('mine.json')),
      expected: described,
    },
    { option: 'parts', value: ['along=1,left', 'across=up,2'] },
    { option: 'json', value: true, leave: ['json'] },
  ],
});

it('shows the same figures in words', async () => {
  const given = { '<log>': 'log.csv' };
  const { stdout, stderr } = await commandRun(folder, wordsOf('describe', given));
  const { summary } = await library(given);
  const { log } = await readLog({ folder, given });
  const short = (value: number): string => String(Number(value.toPrecision(6)));
  const { length, reward, return: returns, propensity, rewards, ends } = summary;
  const spread = ({ least, median, mean, greatest }: typeof length): string =>
    `${short(least)} to ${short(greatest)}, median ${short(median)}, mean ${short(mean)}`;
  expect(reward.least).toBeLessThan(reward.greatest);
  const lines = [
    `episodes       ${summary.nEpisodes} with ${summary.nSteps} steps; ${spread(length)} steps each`,
    `states         ${summary.nStates}, of which ${summary.statesSeen} occur`,
    `actions        ${summary.nActions}, of which ${summary.actionsSeen} occur; ${summary.pairsSeen} pairs of state and action`,
    `runs that end  ${summary.terminated}; ${summary.truncated} cut off before an end`,
    ...ends.map((end) => `               ${end.terminated} in state ${end.state}`),
    `rewards        ${rewards!.map((each) => `${short(each.reward)} (${each.count}×)`).join(', ')}; only the last step of a run pays`,
    `returns        ${spread(returns)}`,
    `propensities   of all actions, ${spread(propensity!)}`,
  ];
  expect(stdout).toContain(`\n${lines.join('\n')}\n`);
  expect(cellsAfter(stdout, /^First episode, 0$/)).toEqual([
    ['step', 'state', 'action', 'reward', 'next state', 'propensity'],
    ...Array.from({ length: log.episodeStart[1] }, (_, i) => [
      String(i),
      String(log.state[i]),
      String(log.action[i]),
      String(log.reward[i]),
      String(log.nextState[i]),
      log.propensity![i].toFixed(4),
    ]),
  ]);
  expect(stderr).toBe('note: nothing is written yet - add --yes to write this to log.couplet.json\n');
});

it('shows what actions are made of', async () => {
  const given = { '<log>': 'log.csv', parts: ['along=1,left', 'across=up,2'] };
  const { stdout } = await commandRun(folder, wordsOf('describe', given));
  expect(stdout).toMatch(/^parts +along: with action 1, 3\n +across: with action 0, 2$/m);
});
