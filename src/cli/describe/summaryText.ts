import type { Spread, TrajectoriesSummary } from '../../trajectories/summarizeTrajectories.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import type { ListedPart } from '../../mdp/parts/actionPart.js';
import type { GuessedColumns } from '../../files/description/guessColumns.js';
import { decimal, table } from '../output/table.js';

/** Steps of the first episode that are shown. */
const SHOWN = 8;
/** Ends that are shown. */
const ENDS_SHOWN = 6;

/** Which columns of the file are used for what, and which are not. */
export function columnsText({ found, unused }: GuessedColumns, outcome: string | undefined): string {
  const used = Object.entries({ ...found, ...(outcome !== undefined && { outcome }) });
  if (used.length === 0) return '';
  const others = unused.filter((name) => name !== outcome);
  const ignored = others.length === 0 ? '' : `\nNot used: ${others.join(', ')}`;
  return `Columns: ${used.map(([column, field]) => (column === field ? field : `${column} from ${field}`)).join(', ')}${ignored}`;
}

/** What was supposed in reading the log, for its owner to confirm, and what the reader said of it. */
export function supposedText(supposed: readonly string[], said: readonly string[]): string {
  const parts = [
    ...(supposed.length > 0 ? ['Supposed, as nothing says otherwise:', ...supposed.map((each) => `  - ${each}`)] : []),
    ...(said.length > 0 ? ['Seen in reading it:', ...said.map((each) => `  - ${each}`)] : []),
  ];
  return parts.join('\n');
}

/** The first episode as a person would read it. */
export function firstEpisodeText(log: Trajectories): string {
  const { episodeStart, state, action, reward, nextState, terminated, propensity } = log;
  const end = episodeStart[1];
  const steps = Array.from({ length: Math.min(SHOWN, end) }, (_, i) => [
    String(i),
    stateName(log, state[i]),
    actionName(log, action[i]),
    short(reward[i]),
    stateName(log, nextState[i]),
    ...(propensity ? [decimal(propensity[i])] : []),
  ]);
  const heads = ['step', 'state', 'action', 'reward', 'next state', ...(propensity ? ['propensity'] : [])];
  const way = terminated[0] === 1 ? `ends in ${endName(log, nextState[end - 1])}` : 'is cut off there';
  const more = end > SHOWN ? `... ${end - SHOWN} more steps; the run ` : 'The run ';
  return `First episode, ${episodeName(log, 0)}\n${table(heads, steps)}\n${more}${way} after ${counted(end, 'step')}.`;
}

/** What the log holds in all, a fact a line. */
export function summaryText(
  log: Trajectories,
  summary: TrajectoriesSummary,
  parts: readonly ListedPart[] = [],
): string {
  const { nEpisodes, nSteps, terminated, truncated } = summary;
  const lines: (readonly [string, string])[] = [
    ['episodes', `${nEpisodes} with ${nSteps} steps; ${spreadText(summary.length)} steps each`],
    ['states', `${summary.nStates}, of which ${summary.statesSeen} occur`],
    [
      'actions',
      `${summary.nActions}, of which ${summary.actionsSeen} occur; ${counted(summary.pairsSeen, 'pair')} of state and action`,
    ],
    ...partLines(log, parts),
    ['runs that end', `${terminated}${truncated > 0 ? `; ${truncated} cut off before an end` : ', all of them'}`],
    ...endLines(log, summary),
    ['rewards', rewardsText(summary)],
    ['returns', spreadText(summary.return)],
    ['propensities', propensitiesText(summary)],
    ...(summary.hidden ? [['hidden', 'a component that the states leave out'] as const] : []),
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, text]) => `${name.padEnd(width)}  ${text}`).join('\n');
}

/** Which actions have each part. */
function partLines(log: Trajectories, parts: readonly ListedPart[]): (readonly [string, string])[] {
  return parts.map(({ name, on }, i) => {
    const having = Array.from(on.keys()).filter((a) => on[a] === 1);
    return [
      i === 0 ? 'parts' : '',
      `${name}: with action ${having.map((a) => actionName(log, a)).join(', ')}`,
    ] as const;
  });
}

function endLines(log: Trajectories, { ends }: TrajectoriesSummary): (readonly [string, string])[] {
  const shown = ends.slice(0, ENDS_SHOWN).map(({ state, terminated, truncated }) => {
    const cut = truncated > 0 ? ` (and ${truncated} cut off there)` : '';
    return ['', `${terminated} in ${endName(log, state)}${cut}`] as const;
  });
  const more = ends.length - shown.length;
  return more > 0 ? [...shown, ['', `and ${more} more states`]] : shown;
}

function rewardsText({ rewards, reward, rewardAtEndOnly }: TrajectoriesSummary): string {
  const what = rewards
    ? rewards.map((each) => `${short(each.reward)} (${each.count}×)`).join(', ')
    : `many values, ${spreadText(reward)}`;
  return `${what}${rewardAtEndOnly ? '; only the last step of a run pays' : ''}`;
}

function propensitiesText({ propensities, propensity }: TrajectoriesSummary): string {
  if (!propensity) return 'none: the behaviour policy will be estimated';
  const what = propensities === 'all' ? 'of all actions' : 'of the action taken';
  return `${what}, ${spreadText(propensity)}`;
}

function spreadText({ least, median, mean, greatest }: Spread): string {
  if (least === greatest) return `always ${short(least)}`;
  return `${short(least)} to ${short(greatest)}, median ${short(median)}, mean ${short(mean)}`;
}

function stateName({ source }: Trajectories, state: number): string {
  return source.states?.[state] ?? source.ends?.find((end) => end.state === state)?.name ?? String(state);
}

function actionName({ source }: Trajectories, action: number): string {
  return source.actions?.[action] ?? String(action);
}

function endName(log: Trajectories, state: number): string {
  const name = stateName(log, state);
  return name === String(state) ? `state ${state}` : `'${name}' (state ${state})`;
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** At most six significant digits, without trailing zeros. */
function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
