import { errorText } from '../../core/statistics/meanAndError.js';
import type { Improvement, JudgedCandidate } from '../../honest/improve/improve.js';
import type { Labels } from '../../ope/diagnostics/labels.js';
import { type ChosenDiscount, discountText } from '../input/chosenDiscount.js';
import { decimal, percent, table } from '../output/table.js';
import { changeText } from './changeText.js';

/** Changes that are shown; how many more there are is said. */
const SHOWN = 8;

/** What a report needs beside what was found. */
export interface ImproveSetting {
  readonly labels: Labels;
  readonly chosen: ChosenDiscount;
  readonly leastReturn: number;
  /** Runs that the log cuts before its horizon. */
  readonly nCut: number;
  readonly folds: number;
  /** File that the advice was written to. */
  readonly out?: string | undefined;
}

/** What was found, for people. */
export function improveText(found: Improvement, setting: ImproveSetting): string {
  const { clinician, candidates, level } = found;
  const rows = candidates.map(({ name, gain, standardError, lower, shareHeld }) => [
    name,
    gain,
    standardError,
    lower,
    shareHeld,
  ]);
  const parts = [
    `Advice to the clinicians of ${clinician.n} runs, whose mean return is ${errorText(clinician, 4)}; least possible return ${setting.leastReturn}, ${discountText(setting.chosen)}`,
    table(
      ['advice', 'gain', 's.e.', `at least, ${percent(level)}`, 'share held'],
      [['keep the clinician', 0, 0, 0, 1], ...rows],
    ),
    ...(found.winner ? chosenText(found, found.winner, setting) : [keptText(found)]),
    ...(setting.out === undefined || setting.out === '-'
      ? []
      : [`Written to ${setting.out}${found.winner ? '' : ', without a rule'}.`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The same as data. */
export function improveJson(
  found: Improvement,
  { labels, chosen, leastReturn, nCut }: ImproveSetting,
): Record<string, unknown> {
  const { candidates, clinician, changes } = found;
  return {
    ...improvedFigures(found),
    ...chosen,
    leastReturn,
    nCut,
    clinician,
    candidates,
    changes: {
      ...changes,
      changes: changes.changes.map((change) => ({
        stateLabel: labels.state(change.state),
        choiceLabel: labels.action(change.choice),
        ...change,
      })),
    },
  };
}

/** What was chosen and by what: goes into the advice file, too. */
export function improvedFigures(found: Improvement): Record<string, unknown> {
  const { winner, adjustedLower, level, nJudged, tested, candidates } = found;
  return {
    winner: winner?.name ?? 'keep the clinician',
    ...(winner && {
      gain: winner.gain,
      standardError: winner.standardError,
      lower: winner.lower,
      adjustedLower,
      shareHeld: winner.shareHeld,
    }),
    better: isBetter(found),
    level,
    nCandidates: candidates.length,
    tested,
    nJudged,
  };
}

/** Whether what was chosen is shown to be better, with what choosing costs. */
export function isBetter({ adjustedLower }: Improvement): boolean {
  return adjustedLower !== undefined && adjustedLower > 0;
}

function keptText({ level, candidates }: Improvement): string {
  return `Keep the clinician: none of the ${candidates.length} gains more than 0 for sure, at a one-sided level of ${percent(level)}. More runs may show one that does.`;
}

function chosenText(found: Improvement, { name, summary, lower }: JudgedCandidate, setting: ImproveSetting): string[] {
  const { candidates, level, adjustedLower } = found;
  const among =
    candidates.length > 1 ? `; as the best of ${candidates.length}, at least ${decimal(adjustedLower!)}` : '';
  const verdict = isBetter(found)
    ? `better than the clinician, ${percent(level)}`
    : 'promising, and not shown to be better than the clinician: judge it on more runs';
  return [
    `Chosen: ${name} (${summary}).\nIt gains at least ${decimal(lower)} by itself${among}: ${verdict}.\n${testedText(found, setting)}`,
    changesText(found, setting),
  ];
}

/** What the bound is about. */
function testedText({ tested, nJudged, clinician }: Improvement, { folds }: ImproveSetting): string {
  return tested === 'folds'
    ? `Judged: advice learned from ${folds - 1} of ${folds} folds by the one left out. This one is learned from all runs; --split judges the very advice that it writes.`
    : `Judged: this very advice, learned from ${clinician.n - nJudged} runs, by the ${nJudged} others.`;
}

function changesText(
  { changes: { changes, decisions, replaced, neverSeen } }: Improvement,
  { labels }: ImproveSetting,
): string {
  const shown = changes.slice(0, SHOWN);
  const rest = changes.slice(SHOWN);
  const restCases = rest.reduce((sum, { cases, kept }) => sum + cases * (1 - kept), 0);
  return [
    `What changes: ${decimal(replaced, 0)} of ${decisions} decisions (${percent(replaced / decisions)})`,
    ...shown.map((change) => `- ${changeText(change, labels)}`),
    ...(rest.length > 0 ? [`- and ${rest.length} more choices, ${decimal(restCases, 0)} decisions`] : []),
    ...(neverSeen > 0 ? [`- and ${neverSeen} choices that the log never saw in their states`] : []),
  ].join('\n');
}
