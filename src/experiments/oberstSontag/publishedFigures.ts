/** A mean with a range: 2.5 and 97.5 % quantiles. */
export interface Figure {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/** What the experiment finds out about one log, in the order of tables. */
export const quantityNames = ['observed', 'trueValue', 'wis', 'heldOutWis', 'modelBased', 'counterfactual'] as const;

export type QuantityName = (typeof quantityNames)[number];

export interface Quantity {
  readonly label: string;
  /** One log: over 100 bootstraps. */
  readonly oneLog?: Figure;
  /** Over 100 logs. */
  readonly repeats?: Figure;
}

/**
 * The quantities: their names for readers, and what the paper and its code report for them.
 *
 * The repeats share one physician policy, learned from sampled transitions; a near tie in it moves the mean of the
 * model-based values by .06, so their ranges are to be compared, not their means.
 */
export const quantities: Readonly<Record<QuantityName, Quantity>> = {
  observed: {
    label: 'observed reward',
    oneLog: { mean: 0.324, lower: 0.2889, upper: 0.3692 },
    repeats: { mean: 0.3097, lower: 0.2694, upper: 0.351 },
  },
  trueValue: {
    label: 'true value of the target policy',
    oneLog: { mean: -0.4907, lower: -0.5405, upper: -0.4445 },
    repeats: { mean: -0.2743, lower: -0.585, upper: 0.0549 },
  },
  wis: {
    label: 'WIS',
    oneLog: { mean: 0.6286, lower: 0.068, upper: 0.9458 },
    repeats: { mean: 0.6074, lower: -0.4217, upper: 0.9903 },
  },
  heldOutWis: {
    label: 'WIS, held-out log',
    repeats: { mean: 0.3153, lower: -0.9243, upper: 0.9879 },
  },
  modelBased: {
    label: 'model-based estimate',
    oneLog: { mean: 0.9164, lower: 0.895, upper: 0.9365 },
    repeats: { mean: 0.8128, lower: 0.57, upper: 0.9625 },
  },
  counterfactual: {
    label: 'counterfactual estimate',
    oneLog: { mean: 0.9531, lower: 0.946, upper: 0.96 },
  },
};

/** Trajectories of the one log that ended in death and whose most frequent counterfactual outcome is discharge. */
export const publishedDeathsToDischarges = 103;
