import type { Assumption } from '../../mechanisms/bounds/registry.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { episodeReturns } from '../../trajectories/episodeReturns.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type Unmodelled, observedModel } from '../chain/observedModel.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { type BestChanges, bestChanges } from './bestChanges.js';
import type { Edit } from './course.js';
import type { ExplainOptions } from './explainProblem.js';
import { type OutcomeSides, goodAndBad } from './goodAndBad.js';
import { type GuaranteedChanges, guaranteedChanges } from './guaranteedChanges.js';

export interface ExplainLogOptions extends ExplainOptions, OutcomeSides {
  /** What is assumed where the mechanism is left open, each in turn; default none. */
  readonly assumptions?: readonly Assumption[];
}

/** The one action at one step that would have done most. */
export interface OneChange extends Edit {
  /** The state that the log was in. */
  readonly state: number;
  /** Logged cases of that state and the action; absent where the model does not hold how many cases its rows have. */
  readonly cases?: number;
}

/**
 * The best changes of each episode of a log, one entry an episode. Where the model has it that what was done might not
 * have been possible, as after a step that is skipped, values are −Infinity, chances 0 and there is no change.
 */
export interface ExplainedLog {
  readonly nEpisodes: number;
  /** K. */
  readonly changes: number;
  readonly discount: number;
  readonly mechanism: string;
  /** Indices of the good outcomes; may be empty, and then chances of a good end are 0. */
  readonly good: readonly number[];
  readonly bad: readonly number[];
  /** Shape (n): what was earned. */
  readonly observedReturn: Float64Array;
  /** Shape (n): index into the model's outcomes of how the episode did end. */
  readonly observedOutcome: Uint8Array;
  /** Shape (n × (K + 1)): the value with at most k changes, under the mechanism. */
  readonly value: Float64Array;
  /** Shape (n): the best single change, under the mechanism; undefined where nothing is better than what was done. */
  readonly change: readonly (OneChange | undefined)[];
  /** Shape (n): expected return with that change. */
  readonly changedValue: Float64Array;
  /** Shape (n): probability of a good end with what was done. */
  readonly chanceAsWas: Float64Array;
  /** Shape (n): with that change. */
  readonly chance: Float64Array;
  /** Shape (n): what the steps with that change rest on; see `PlanCourse`. */
  readonly thinShare?: Float64Array;
  /** The same whatever the mechanism, an entry an assumption. */
  readonly guaranteed: readonly GuaranteedLog[];
  /** Logged transitions that the model lacks, and what was done about them. */
  readonly unmodelled: Unmodelled;
}

/** What holds for each episode whatever the mechanism, one entry an episode. */
export interface GuaranteedLog {
  readonly assumption: string;
  /** Shape (n × (K + 1)): the value that some plan with at most k changes has at least. */
  readonly value: Float64Array;
  /** Shape (n): the single change whose guaranteed value is greatest; undefined where none is certain to be better. */
  readonly change: readonly (OneChange | undefined)[];
  /** Shape (n): its guaranteed value. */
  readonly changedValue: Float64Array;
  /** Shape (n): probability of a good end with that change, at least. */
  readonly chance: Float64Array;
  /** Shape (n): the value of the change that is best under the mechanism, at least. */
  readonly valueOfBest: Float64Array;
  /** Shape (n): probability of a good end with the change that is best under the mechanism, at least. */
  readonly chanceOfBest: Float64Array;
}

/**
 * Which decision would have done most for each episode of a log, under a mechanism, and how much of that is certain: see
 * `bestChanges` and `guaranteedChanges`. Single changes are fixed ones, one action at one step; plans are chosen by
 * value, and may not be those by which a good end is likeliest.
 *
 * @param trajectories log over the states of `model`
 * @throws as `bestChanges` and `goodAndBad`
 *
 * Cost of `bestChanges`, and of `guaranteedChanges` for each assumption, times n: linear in the episodes and in K.
 *
 * @example
 * const mdp = createEnv('triage').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(4, 2), { episodes: 100, horizon: 1 });
 * explainLog(log, mdp, completeMechanism(gumbelMax())).value.length // 200
 */
export function explainLog(
  trajectories: Trajectories,
  model: Mdp,
  mechanism: CompleteMechanism,
  options: ExplainLogOptions = {},
): ExplainedLog {
  const { assumptions = [], changes = 1, discount = 1, progress, unmodelled } = options;
  const { good, bad } = goodAndBad(model.outcomes, options);
  // All share what rows may take.
  const sharing = { ...options, rowBytes: checkedRowBytes(options) / (1 + assumptions.length) };
  const best = bestChanges(trajectories, model, mechanism, sharing);
  const twins = assumptions.map((assumption) => guaranteedChanges(trajectories, model, assumption, sharing));
  const { nEpisodes: n } = trajectories;
  const width = changes + 1;
  const numbers = (length = n): Float64Array => new Float64Array(length);
  const found = {
    value: numbers(n * width),
    change: new Array<OneChange | undefined>(n),
    changedValue: numbers(),
    chanceAsWas: numbers(),
    chance: numbers(),
    thinShare: numbers(),
  };
  const guaranteed = assumptions.map(({ name }) => ({
    assumption: name,
    value: numbers(n * width),
    change: new Array<OneChange | undefined>(n),
    changedValue: numbers(),
    chance: numbers(),
    valueOfBest: numbers(),
    chanceOfBest: numbers(),
  }));
  const oneChange = (e: number, [edit]: readonly (Edit | undefined)[]): OneChange | undefined => {
    if (edit === undefined) return undefined;
    const state = trajectories.state[trajectories.episodeStart[e] + edit.step];
    const cases = model.visits?.[state * model.nActions + edit.action];
    return { ...edit, state, ...(cases !== undefined && { cases }) };
  };
  for (let e = 0; e < n; e++) {
    const edits = underMechanism(best(e), e);
    twins.forEach((twin, i) => {
      whatever(twin(e), guaranteed[i], e, edits);
    });
    if (e % Math.ceil(n / 100) === 0) progress?.(e, n);
  }
  const { thinShare, ...rest } = found;
  return {
    nEpisodes: n,
    changes,
    discount,
    mechanism: mechanism.name,
    good,
    bad,
    observedReturn: episodeReturns(trajectories, discount),
    observedOutcome: observedOutcomes(trajectories, model.outcomes, model.outcome),
    ...rest,
    ...(model.visits && { thinShare }),
    guaranteed,
    unmodelled: observedModel(model, trajectories, unmodelled).unmodelled,
  };

  function underMechanism({ value, plan, fixed }: BestChanges, e: number): readonly Edit[] {
    found.value.set(value, e * width);
    found.changedValue[e] = -Infinity;
    if (value[0] === -Infinity) return [];
    const one = fixed(Math.min(1, changes));
    found.change[e] = oneChange(e, one.edits);
    found.changedValue[e] = one.value;
    found.chance[e] = chanceOf(one.outcomeProbability);
    found.chanceAsWas[e] = chanceOf(plan(0).outcomeProbability);
    found.thinShare[e] = one.thinShare ?? 0;
    return one.edits;
  }

  function whatever(
    { value, fixed, ofEdits }: GuaranteedChanges,
    to: (typeof guaranteed)[number],
    e: number,
    edits: readonly Edit[],
  ): void {
    to.value.set(value, e * width);
    to.changedValue[e] = to.valueOfBest[e] = -Infinity;
    if (value[0] === -Infinity) return;
    const one = fixed(Math.min(1, changes));
    to.change[e] = oneChange(e, one.edits);
    to.changedValue[e] = one.value;
    to.chance[e] = ofEdits(one.edits, good).chance;
    const ofBest = ofEdits(edits, good);
    to.valueOfBest[e] = ofBest.value;
    to.chanceOfBest[e] = ofBest.chance;
  }

  function chanceOf(outcomeProbability: Float64Array): number {
    return good.reduce((sum, o) => sum + outcomeProbability[o], 0);
  }
}
