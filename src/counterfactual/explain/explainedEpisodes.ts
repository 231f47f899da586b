import type { Progress } from '../../core/progress.js';
import type { Assumption } from '../../mechanisms/bounds/registry.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
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

/** What is found of n episodes, one entry an episode: see `ExplainedLog`. */
export interface ExplainedEpisodes {
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
 * Makes ready to explain the episodes of a log.
 *
 * @returns explains episodes, from the first up to `to` − 1: nothing depends on which are explained together
 * @throws as `explainLog`, here or in use
 */
export function explainEpisodes(
  trajectories: Trajectories,
  model: Mdp,
  mechanism: CompleteMechanism,
  options: ExplainLogOptions,
): (from: number, to: number, progress?: Progress) => ExplainedEpisodes {
  const { assumptions = [], changes = 1 } = options;
  const { good } = goodAndBad(model.outcomes, options);
  // All share what rows may take.
  const sharing = { ...options, rowBytes: checkedRowBytes(options) / (1 + assumptions.length) };
  const best = bestChanges(trajectories, model, mechanism, sharing);
  const twins = assumptions.map((assumption) => guaranteedChanges(trajectories, model, assumption, sharing));
  const oneChange = (e: number, [edit]: readonly (Edit | undefined)[]): OneChange | undefined => {
    if (edit === undefined) return undefined;
    const state = trajectories.state[trajectories.episodeStart[e] + edit.step];
    const cases = model.visits?.[state * model.nActions + edit.action];
    return { ...edit, state, ...(cases !== undefined && { cases }) };
  };
  const chanceOf = (outcomeProbability: Float64Array): number =>
    good.reduce((sum, o) => sum + outcomeProbability[o], 0);
  return (from, to, progress) => {
    const found = emptyEpisodes(to - from, changes + 1, assumptions);
    for (let e = from; e < to; e++) {
      const edits = underMechanism(best(e), found, e, e - from);
      twins.forEach((twin, i) => {
        whatever(twin(e), found.guaranteed[i], e, e - from, edits);
      });
      if ((e - from) % Math.ceil((to - from) / 100) === 0) progress?.(e - from, to - from);
    }
    const { thinShare, ...rest } = found;
    return { ...rest, ...(model.visits && { thinShare }) };
  };

  /** @param i place of episode e in what is found */
  function underMechanism({ value, plan, fixed }: BestChanges, found: Found, e: number, i: number): readonly Edit[] {
    found.value.set(value, i * (changes + 1));
    found.changedValue[i] = -Infinity;
    if (value[0] === -Infinity) return [];
    const one = fixed(Math.min(1, changes));
    found.change[i] = oneChange(e, one.edits);
    found.changedValue[i] = one.value;
    found.chance[i] = chanceOf(one.outcomeProbability);
    found.chanceAsWas[i] = chanceOf(plan(0).outcomeProbability);
    found.thinShare[i] = one.thinShare ?? 0;
    return one.edits;
  }

  function whatever(
    { value, fixed, ofEdits }: GuaranteedChanges,
    to: Found['guaranteed'][number],
    e: number,
    i: number,
    edits: readonly Edit[],
  ): void {
    to.value.set(value, i * (changes + 1));
    to.changedValue[i] = to.valueOfBest[i] = -Infinity;
    if (value[0] === -Infinity) return;
    const one = fixed(Math.min(1, changes));
    to.change[i] = oneChange(e, one.edits);
    to.changedValue[i] = one.value;
    to.chance[i] = ofEdits(one.edits, good).chance;
    const ofBest = ofEdits(edits, good);
    to.valueOfBest[i] = ofBest.value;
    to.chanceOfBest[i] = ofBest.chance;
  }
}

type Found = ReturnType<typeof emptyEpisodes>;

function emptyEpisodes(n: number, width: number, assumptions: readonly Assumption[]) {
  const numbers = (length = n): Float64Array => new Float64Array(length);
  return {
    value: numbers(n * width),
    change: new Array<OneChange | undefined>(n),
    changedValue: numbers(),
    chanceAsWas: numbers(),
    chance: numbers(),
    thinShare: numbers(),
    guaranteed: assumptions.map(({ name }) => ({
      assumption: name,
      value: numbers(n * width),
      change: new Array<OneChange | undefined>(n),
      changedValue: numbers(),
      chance: numbers(),
      valueOfBest: numbers(),
      chanceOfBest: numbers(),
    })),
  };
}
