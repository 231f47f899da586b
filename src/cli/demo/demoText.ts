import { createEnv } from '../../../envs/registry.js';
import { verdictText } from '../../honest/verdict/verdictText.js';
import { changeText } from '../improve/changeText.js';
import { wordsOfLog } from '../output/labelsOfLog.js';
import { decimal, percent, table } from '../output/table.js';
import type { DemoStory } from './demoStory.js';
import { HORIZON } from './demoWorld.js';

/** Changes that are shown. */
const SHOWN = 2;

/** The demo, on one screen. */
export function demoText(story: DemoStory): string {
  const { episodes, seed, plain, pessimistic } = story;
  return `${[
    `${episodes} simulated sepsis patients, at most ${HORIZON} steps, seed ${seed}. Death pays -1, discharge +1. A physician treats them, who sees all.
Policies are learned from the log, in states that hide diabetes and glucose. Would they have been better?`,
    whoTreats(story),
    everybodyPromises(story),
    `Why, by the log alone:\n${verdictText('the policy learned from the log', plain.verdict)}`,
    verdictText('the one learned with an imaginary death a pair', pessimistic.verdict),
    whatHelps(story),
    oneOpen(story),
  ].join('\n\n')}\n`;
}

/** What was promised, what is true, and whether the log alone tells. */
function whoTreats(story: DemoStory): string {
  const { observed, physician, plain, pessimistic, improvement, improvementVerdict, advised } = story;
  const { clinician, winner } = improvement;
  const promise = clinician.mean + (winner?.gain ?? 0);
  return table(
    ['who treats', 'promised', 'in truth', 'P(death)', 'the verdict of the log'],
    [
      ['the physician (promised: as logged)', observed.value, physician.value, physician.death, '-'],
      ['a policy learned from the log', plain.promised.value, plain.true.value, plain.true.death, plain.verdict.level],
      [
        'learned with an imaginary death a pair',
        pessimistic.promised.value,
        pessimistic.true.value,
        pessimistic.true.death,
        pessimistic.verdict.level,
      ],
      [
        'the physician, advised by what improve found',
        promise,
        advised.value,
        advised.death,
        winner ? improvementVerdict.level : 'keep the physician',
      ],
    ],
  );
}

/** No method that has the log alone is nearer to the truth. */
function everybodyPromises({ evaluations, estimates, plain }: DemoStory): string {
  const promises = [
    ...evaluations.map(({ name, evaluation }) => `${name} ${decimal(mean(evaluation.expectedReturn), 2)}`),
    ...estimates.map(({ estimator, value }) => `${estimator} ${value === undefined ? '-' : decimal(value, 2)}`),
  ];
  return `What others promise for the policy learned from the log: ${promises.slice(0, evaluations.length).join(', ')};
${promises.slice(evaluations.length).join(', ')}. In truth ${decimal(plain.true.value, 2)}.`;
}

/** What is better than the physician alone, and what it changes. */
function whatHelps({ improvement, patients }: DemoStory): string {
  const { winner, adjustedLower, candidates, level, changes } = improvement;
  if (!winner) return 'No advice is shown to help: keep the physician.';
  const labels = wordsOfLog(patients, createEnv('sepsis'));
  return [
    `${adjustedLower! > 0 ? 'What helps' : 'What may help, and is not shown to'}: the physician decides, and is advised at ${percent(changes.replaced / changes.decisions)} of decisions. By "${winner.name}",
${winner.summary}.
It gains ${decimal(winner.gain)}, at least ${decimal(adjustedLower!)} as the best of ${candidates.length} rules (${percent(level)}), by logged probabilities alone, which nothing hidden harms. As:`,
    ...changes.changes.slice(0, SHOWN).map((change) => `- ${changeText(change, labels)}`),
  ].join('\n');
}

/** What no data can tell. */
function oneOpen({ evaluations, missingGadget, gadget }: DemoStory): string {
  const learnt = gadget
    ? `The gadget is learned to vary least: ${gadget.training.steps} steps took its loss on held-out pairs from ${decimal(gadget.training.startLoss)} to ${decimal(gadget.training.heldOutLoss)}`
    : missingGadget === 'package'
      ? 'There is no learned gadget: this install lacks the packages that train one'
      : 'There is no learned gadget: the new policy does what was logged, and leaves no pair to learn from';
  return `What had happened to one patient rests on the mechanism assumed: these ${evaluations.length} differ by up to ${decimal(largestDisagreement(evaluations), 2)} in expected return, and
no data can tell which is right. ${learnt}.`;
}

/** The most by which any mechanism's answer for any patient differs from the first one's. */
function largestDisagreement(evaluations: DemoStory['evaluations']): number {
  const [first, ...others] = evaluations.map(({ evaluation }) => evaluation.expectedReturn);
  return Math.max(...others.flatMap((one) => Array.from(one, (value, e) => Math.abs(value - first[e]))));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
