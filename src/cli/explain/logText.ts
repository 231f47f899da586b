import type { ExplainedLog } from '../../counterfactual/explain/explainLog.js';
import { LEAST_INFLUENCE } from '../../counterfactual/explain/influence.js';
import type { ExplainedShare } from '../../counterfactual/explain/summarizeExplained.js';
import type { Outcome } from '../../mdp/outcome.js';
import type { Labels } from '../../ope/diagnostics/labels.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import { percent, table } from '../output/table.js';
import { leastHead, whateverText } from './assumptionText.js';
import { outcomeNames } from './headingText.js';
import type { LogSummary } from './logSummary.js';

/** What is said of a log beside what was found. */
export interface LogSetting {
  readonly log: Trajectories;
  readonly labels: Labels;
  readonly outcomes: readonly Outcome[];
  /** Shape (n): influence of the one change; see `actionInfluence`. */
  readonly influence: Float64Array;
  /** Patients to list. */
  readonly top: number;
}

/** Kinds of changes that are shown. */
const KINDS = 8;

/** What one change and more of them would have done, over the episodes of a log, as lines for people. */
export function logText(found: ExplainedLog, summary: LogSummary, setting: LogSetting): string[] {
  return [
    ...savedText(found, summary, setting),
    ...curveText(found, summary),
    '',
    ...kindsText(found, summary, setting),
    ...patientsText(found, setting),
  ];
}

function savedText(
  { good, bad, mechanism }: ExplainedLog,
  { summary, behind }: LogSummary,
  { outcomes }: LogSetting,
): string[] {
  const { nBad, under, guaranteed, threshold } = summary;
  if (nBad === 0 || good.length === 0) return [];
  const known = behind.every((each) => each !== undefined);
  const row = (by: string, { saved, savedEpisodes }: ExplainedShare, i: number): string[] => [
    by,
    String(savedEpisodes.length),
    percent(saved),
    ...(known ? [String(behind[i].wellSeen)] : []),
  ];
  return [
    `Of the ${nBad} that ended in ${outcomeNames(bad, outcomes)}, one other decision gives ${outcomeNames(good, outcomes)} a probability of at least ${threshold}`,
    table(
      ['', 'episodes', 'share', ...(known ? ['with more than 2 cases of it'] : [])],
      [
        row(`under mechanism ${mechanism}`, under, 0),
        ...guaranteed.map((twin, i) => row(whateverText(twin.assumption), twin, i + 1)),
      ],
    ),
    '',
  ];
}

function curveText({ mechanism, changes }: ExplainedLog, { summary }: LogSummary): string[] {
  const { nBad, under, guaranteed } = summary;
  const columns: readonly (readonly [string, ExplainedShare])[] = [
    [mechanism, under],
    ...guaranteed.map((twin) => [leastHead(twin.assumption), twin] as const),
  ];
  return [
    'Mean return with at most k changes, each as the patient is by then',
    table(
      [
        'k',
        ...columns.map(([column]) => `all: ${column}`),
        ...(nBad > 0 ? columns.map(([column]) => `bad end: ${column}`) : []),
      ],
      Array.from({ length: changes + 1 }, (_, k) => [
        String(k),
        ...columns.map(([, { curve }]) => curve[k]),
        ...(nBad > 0 ? columns.map(([, { curveOfBad }]) => curveOfBad[k]) : []),
      ]),
    ),
  ];
}

function kindsText(
  { mechanism, good }: ExplainedLog,
  { summary, kinds, told, steps }: LogSummary,
  setting: LogSetting,
): string[] {
  const ofBad = summary.nBad > 0 && good.length > 0;
  if (told.length === 0)
    return [
      ofBad
        ? `No single other decision does that under mechanism ${mechanism}`
        : `No single other decision gains anything under mechanism ${mechanism}`,
    ];
  const whose = ofBad ? `the ${told.length} that it would have saved` : `the ${told.length} episodes that gain by one`;
  const { labels } = setting;
  const known = kinds.every(({ medianCases }) => medianCases !== undefined);
  return [
    `The one decision of ${whose}, under mechanism ${mechanism}`,
    table(
      ['what was done', 'instead', 'episodes', ...(known ? ['cases of it: median', 'fewest'] : [])],
      kinds
        .slice(0, KINDS)
        .map(({ given, action, episodes, medianCases, fewestCases }) => [
          labels.action(given),
          labels.action(action),
          String(episodes),
          ...(known ? [String(medianCases), String(fewestCases)] : []),
        ]),
    ),
    ...(kinds.length > KINDS ? [`and ${kinds.length - KINDS} more kinds`] : []),
    `By step: ${steps.map(([step, episodes]) => `${step}: ${episodes}`).join(', ')}`,
    influenceText(told, setting),
  ];
}

/** How many of the changes are about the patient they are for. */
function influenceText(told: readonly number[], { influence }: LogSetting): string {
  const none = told.filter((e) => influence[e] <= LEAST_INFLUENCE).length;
  return `In ${none} of ${told.length} what happened to the patient decides at most ${percent(LEAST_INFLUENCE)} of what would have followed: as good as the same is promised to anyone in that state`;
}

function patientsText(found: ExplainedLog, { log, labels, outcomes, top }: LogSetting): string[] {
  const { change, changedValue, value, changes, chance, guaranteed, good, observedOutcome } = found;
  const gain = (e: number): number => changedValue[e] - value[e * (changes + 1)];
  const shown = Array.from(change.keys())
    .filter((e) => change[e] !== undefined)
    .toSorted((a, b) => gain(b) - gain(a) || a - b)
    .slice(0, top);
  if (shown.length === 0) return [];
  const names = good.length === 0 ? '' : outcomeNames(good, outcomes);
  return [
    '',
    'Episodes that gain most by one other decision',
    table(
      [
        'episode',
        'was',
        'step',
        'done',
        'instead',
        'cases',
        'gain',
        ...(names === '' ? [] : [`P(${names})`, ...guaranteed.map(({ assumption }) => leastHead(assumption))]),
      ],
      shown.map((e) => {
        const { step, given, action, cases } = change[e]!;
        return [
          episodeName(log, e),
          outcomes[observedOutcome[e]].name,
          String(step),
          labels.action(given),
          labels.action(action),
          cases === undefined ? '-' : String(cases),
          gain(e),
          ...(names === '' ? [] : [chance[e], ...guaranteed.map(({ chanceOfBest }) => chanceOfBest[e])]),
        ];
      }),
    ),
  ];
}
