import { LEAST_INFLUENCE, lastInfluenced } from '../../counterfactual/explain/influence.js';
import type { OneChange } from '../../counterfactual/explain/explainedEpisodes.js';
import type { Edit } from '../../counterfactual/explain/course.js';
import { FEW_CASES } from '../../mdp/fewCases.js';
import type { Outcome } from '../../mdp/outcome.js';
import type { Labels } from '../../ope/diagnostics/labels.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { figure, percent, table } from '../output/table.js';
import { leastHead, whateverText } from './assumptionText.js';
import { outcomeNames } from './headingText.js';
import type { Patient } from './patient.js';

/** What is said of a patient beside what was found. */
export interface PatientSetting {
  readonly labels: Labels;
  readonly outcomes: readonly Outcome[];
  /** Name of the policy that goes on after the log; undefined where runs end with it. */
  readonly policy: string | undefined;
}

/** What happened, what else would have, and how sure that is: as lines for people. */
export function patientText(patient: Patient, setting: PatientSetting): string[] {
  return [
    ...courseText(patient, setting),
    '',
    ...decisionText(patient, setting),
    '',
    ...changesText(patient, setting),
    ...takingOverText(patient, setting),
    ...restsText(patient),
  ];
}

/** A change as a sentence has it. */
export function editText({ step, given, action }: Edit, { action: words }: Labels): string {
  return `at step ${step}, ${words(action)} instead of ${words(given)}`;
}

function courseText({ log, explained, edits }: Patient, { labels, outcomes }: PatientSetting): string[] {
  const steps = log.state.length;
  const end = outcomes[explained.observedOutcome[0]].name;
  const changed = (t: number): string => {
    const edit = edits.find(({ step }) => step === t);
    return edit ? labels.action(edit.action) : '';
  };
  const width = String(steps).length;
  const shown = Array.from(log.state, (s, t) => [
    `${String(t).padStart(width)}  ${labels.state(s)}`,
    labels.action(log.action[t]),
    changed(t),
  ]);
  return [
    `What happened: ${end} after ${steps} ${steps === 1 ? 'step' : 'steps'}, return ${figure(explained.observedReturn[0])}`,
    table(
      ['step, and the state then', 'what was done', 'better'],
      [...shown, [`${steps}  ${lastText(log, labels, end)}`, '', '']],
    ),
  ];
}

/** Where the log shows how a run ended by its state, that is it; else the state, and how. */
function lastText({ nextState }: Trajectories, labels: Labels, end: string): string {
  const last = labels.state(nextState.at(-1)!);
  return last === end ? last : `${last} (${end})`;
}

function decisionText(patient: Patient, { labels, outcomes }: PatientSetting): string[] {
  const { explained, edits } = patient;
  const change = explained.change.at(0);
  const edit = edits.at(0);
  if (change === undefined || edit === undefined)
    return [
      `The one decision: none. No other action that may be chosen, at any one step, has a higher expected return under mechanism ${explained.mechanism}`,
    ];
  const as = explained.value[0];
  const value = explained.changedValue[0];
  return [
    `The one decision: ${editText(edit, labels)}; all else as it was done, at the same steps`,
    `- the state then: ${labels.state(change.state)}`,
    `- under mechanism ${explained.mechanism}: ${outcomesText(patient.outcomes, outcomes)}; return ${figure(value)}, a gain of ${figure(value - as)}`,
    ...explained.guaranteed.map(
      ({ assumption, valueOfBest, chanceOfBest, change: [certain], changedValue, chance }) =>
        `- ${whateverText(assumption)}, if the model is right: ${chanceText(explained.good, outcomes, chanceOfBest[0])}return ${figure(valueOfBest[0])} at least, ${gainText(valueOfBest[0] - as)}${otherText(certain, edit, changedValue[0] - as, chance[0], labels)}`,
    ),
    `- ${casesText(change)}`,
  ];
}

function outcomesText(chance: Float64Array, outcomes: readonly Outcome[]): string {
  return outcomes.map(({ name }, o) => `${name} ${percent(chance[o])}`).join(', ');
}

function chanceText(good: readonly number[], outcomes: readonly Outcome[], least: number): string {
  return good.length === 0 ? '' : `${outcomeNames(good, outcomes)} ${percent(least)} at least; `;
}

function gainText(gain: number): string {
  return gain > 0 ? `a gain of at least ${figure(gain)}` : 'perhaps no gain';
}

/** Where another single change is the most certain one. */
function otherText(certain: OneChange | undefined, edit: Edit, gain: number, chance: number, labels: Labels): string {
  if (!certain || (certain.step === edit.step && certain.action === edit.action)) return '';
  return `. More is certain of another: ${editText(certain, labels)}, with a gain of ${figure(gain)} and ${percent(chance)} at least`;
}

function casesText({ cases }: OneChange): string {
  if (cases === undefined) return 'the model is exact, or does not say how many cases its rows have';
  const times = cases === 0 ? 'not once' : cases === 1 ? 'once' : `${cases} times`;
  const remedy = cases <= FEW_CASES ? ' (--min-count 10 keeps to what it has more often)' : '';
  return `the log has this action in this state ${times}: all that is known of what follows it${remedy}`;
}

function changesText({ byChanges, explained: { guaranteed, good }, log }: Patient, setting: PatientSetting): string[] {
  const { labels, outcomes } = setting;
  const names = outcomeNames(good, outcomes);
  const how = byChanges.some(({ edits }) => edits) ? 'fixed' : 'each may depend on how the patient is by then';
  return [
    `With at most k changes in ${log.state.length === 1 ? 'one decision' : `${log.state.length} decisions`} (${how})`,
    table(
      [
        'k',
        'return',
        ...(good.length > 0 ? [`P(${names})`] : []),
        ...guaranteed.map(({ assumption }) => `return ${leastHead(assumption)}`),
      ],
      byChanges.map(({ changes, value, outcomes: chance, guaranteed: least }) => [
        String(changes),
        value,
        ...(good.length > 0 ? [good.reduce((sum, o) => sum + chance[o], 0)] : []),
        ...least,
      ]),
    ),
    ...byChanges
      .filter(({ changes, edits }) => changes > 1 && edits?.length === changes)
      .map(({ changes, edits }) => `- ${changes}: ${edits!.map((edit) => editText(edit, labels)).join('; ')}`),
  ];
}

/** Steps that are shown of a policy that takes over. */
const TAKEN_OVER = 8;

/** What the policy that goes on after the log would have made, shared out over the steps at which it takes over. */
function takingOverText({ takingOver, byPart }: Patient, { policy }: PatientSetting): string[] {
  if (!takingOver) return [];
  const { value, asLogged, contribution } = takingOver;
  const size = (t: number): number => Math.abs(contribution[t]);
  const shown = Array.from(contribution.keys())
    .filter((t) => size(t) > 0)
    .toSorted((s, t) => size(t) - size(s) || s - t)
    .slice(0, TAKEN_OVER)
    .toSorted((s, t) => s - t);
  const most = shown.length < contribution.length ? `, the ${shown.length} that make most of it` : '';
  return [
    '',
    `Had policy ${policy} taken over from the start: return ${figure(value[0])}, an effect of ${figure(value[0] - asLogged[0])}${shown.length === 0 ? '' : `; by step${most}`}`,
    ...(shown.length === 0
      ? []
      : [
          table(
            ['step', 'return if it takes over then', 'more than at the next'],
            shown.map((t) => [String(t), value[t], contribution[t]]),
          ),
        ]),
    ...partsText(byPart),
  ];
}

/** The effect by the parts of actions; nothing where the model has none. */
function partsText(byPart: Patient['byPart']): string[] {
  if (byPart === undefined) return [];
  if (typeof byPart === 'string') return [`By what is given it cannot be told: ${byPart}`];
  const shares = byPart.parts.map((name, p) => `${name} ${figure(byPart.contribution[p])}`);
  return [`By what is given (Shapley values): ${shares.join(', ')}`];
}

function restsText({ edits, influence, offLog, explained }: Patient): string[] {
  const edit = edits.at(0);
  const lines = [
    ...(edit ? [influenceText(influence, edit.step)] : []),
    ...(offLog && offLog.steps > LEAST_SHOWN
      ? [
          `- after the change ${figure(offLog.steps, 1)} logged steps would not be as they were; ${percent(offLog.thin / offLog.steps)} of these go by a state and action that the log has at most twice`,
        ]
      : []),
    ...(explained.unmodelled.steps > 0
      ? [
          `- ${explained.unmodelled.steps} of its steps are none that the model allows (--unmodelled ${explained.unmodelled.rule})`,
        ]
      : []),
  ];
  return lines.length === 0 ? [] : ['', 'What it rests on', ...lines];
}

/** Fewer steps are not worth a line. */
const LEAST_SHOWN = 0.05;

/** From the change on: before it the run is that of the log. */
function influenceText(influence: Float64Array, from: number): string {
  const least = percent(LEAST_INFLUENCE);
  const last = lastInfluenced(influence) ?? -1;
  const what = '- how much of what would have followed was decided by what happened to this patient (influence)';
  if (last < from)
    return `${what}: at most ${least} at every step; as good as the same is promised to anyone in that state`;
  const steps = Array.from({ length: last - from + 1 }, (_, i) => `step ${from + i} ${percent(influence[from + i])}`);
  const rest = last + 1 < influence.length ? `, from step ${last + 1} on at most ${least}` : '';
  return `${what}: ${steps.join(', ')}${rest}; all else the model says of anyone`;
}
