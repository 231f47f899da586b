import type { TrainingRecord } from '../../gadgets/gadgetModel.js';
import { count } from '../../report/numbers.js';
import type { FigureTable } from '../figure/NumbersTable.js';
import { trainingPoints, trainingReferences } from './training.js';

/** What the curve of a training is, and what it is not. */
export function trainingCaption(training: TrainingRecord): string {
  const { steps, bestStep, curve, baselines, ended } = training;
  const told = curve
    ? 'The loss on pairs held out from training'
    : "The loss on pairs held out from training, of which this gadget's file tells only the first and the least";
  const lines = baselines
    ? ` Dotted: what the Gumbel-max mechanism has on the same pairs, untrained${baselines.least === undefined ? '' : ', and the least that any mechanism could have'}.`
    : '';
  return `${told}; the gadget is that of the dot, after step ${count(bestStep)} of ${count(steps)} (${ended}).${lines} The axis need not begin at 0: the loss is what training makes small, the spread of the effect, and a low one is no sign that the mechanism is right.`;
}

/** The numbers of the figure in one sentence each. */
export function trainingDescription(training: TrainingRecord): string {
  const { steps, bestStep, startLoss, heldOutLoss } = training;
  const references = trainingReferences(training).map(({ name, loss }) => ` ${name}: ${loss.toPrecision(4)}.`);
  return `Held-out loss ${startLoss.toPrecision(4)} before training, ${heldOutLoss.toPrecision(4)} at step ${count(bestStep)} of ${count(steps)}.${references.join('')}`;
}

/** The curve and what it is held against, as a table. */
export function trainingTable(training: TrainingRecord): FigureTable {
  const rows = trainingPoints(training).map(([step, loss]) => [count(step), loss.toPrecision(4)]);
  const references = trainingReferences(training).map(({ name, loss }) => [name, loss.toPrecision(4)]);
  return { head: ['step', 'held-out loss'], rows: [...rows, ...references] };
}
