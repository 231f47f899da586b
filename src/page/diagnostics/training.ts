import type { TrainingRecord } from '../../gadgets/gadgetModel.js';

/** A step of training, and the loss on held-out pairs after it. */
export type TrainingPoint = readonly [step: number, loss: number];

/** A loss that has a name in the drawing. */
export interface NamedLoss {
  readonly name: string;
  readonly loss: number;
}

/** The curve that a gadget's file holds; of an older file the loss at first, and the least. */
export function trainingPoints({ curve, startLoss, bestStep, heldOutLoss }: TrainingRecord): readonly TrainingPoint[] {
  if (curve) return curve;
  const start = [0, startLoss] as const;
  return bestStep === 0 ? [start] : [start, [bestStep, heldOutLoss]];
}

/** What the curve is held against. */
export function trainingReferences({ baselines }: TrainingRecord): readonly NamedLoss[] {
  if (!baselines) return [];
  const { gumbelMax, least } = baselines;
  const first: NamedLoss = { name: 'Gumbel-max', loss: gumbelMax };
  return least === undefined ? [first] : [first, { name: 'least possible', loss: least }];
}

/** From the least to the largest loss: what training gains may be little of the whole. One loss alone has 0 beside it. */
export function lossDomain(losses: readonly number[]): readonly [least: number, most: number] {
  const [least, most] = [Math.min(...losses), Math.max(...losses)];
  if (least < most) return [least, most];
  return least === 0 ? [0, 1] : [Math.min(0, least), Math.max(0, least)];
}
