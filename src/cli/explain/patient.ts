import { uniform } from '../../../policies/uniform.js';
import { ArgumentError } from '../../core/errors.js';
import type { ActsByStep } from '../../counterfactual/acting/acting.js';
import { observedModel } from '../../counterfactual/chain/observedModel.js';
import { bestChanges } from '../../counterfactual/explain/bestChanges.js';
import { repeatsObserved } from '../../counterfactual/explain/checkRepeats.js';
import { influence } from '../../counterfactual/explain/influence.js';
import { type EffectByStep, effectByStep } from '../../counterfactual/explain/effectByStep.js';
import { type ExplainedLog, explainLog } from '../../counterfactual/explain/explainLog.js';
import type { ExplainLogOptions } from '../../counterfactual/explain/explainedEpisodes.js';
import { type EffectByPart, effectByPart } from '../../counterfactual/explain/parts/effectByPart.js';
import { planned } from '../../counterfactual/explain/planned.js';
import { guaranteedChanges } from '../../counterfactual/explain/guaranteedChanges.js';
import type { Edit } from '../../counterfactual/explain/course.js';
import { FEW_CASES } from '../../mdp/fewCases.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/** What can be said of one patient. */
export interface Patient {
  /** Of this episode alone. */
  readonly log: Trajectories;
  readonly explained: ExplainedLog;
  /** The one change; none where nothing is better than what was done. */
  readonly edits: readonly Edit[];
  /** Shape (outcomes): with what was done, and with the one change. */
  readonly outcomesAsWas: Float64Array;
  readonly outcomes: Float64Array;
  /** By number of changes, from 0. */
  readonly byChanges: readonly WithChanges[];
  /** Shape (T): influence of each step, with the one change. */
  readonly influence: Float64Array;
  /** What the policy that goes on after the log would have made, had it taken over at a step; absent without one. */
  readonly takingOver?: EffectByStep;
  /** That by the parts of its actions, where the model has them; or why it cannot be told. */
  readonly byPart?: EffectByPart | string;
  /** Absent where the model does not hold how many cases its rows have. */
  readonly offLog?: OffLog;
}

export interface WithChanges {
  readonly changes: number;
  readonly value: number;
  /** Shape (outcomes). */
  readonly outcomes: Float64Array;
  /** Where changes are fixed, which. */
  readonly edits?: readonly Edit[];
  /** The least value under each assumption, in order. */
  readonly guaranteed: readonly number[];
}

/** Steps after the first change that are not as in the log, and what they rest on. */
export interface OffLog {
  /** Expected number, as far as the log goes. */
  readonly steps: number;
  /** Of them, on rows of at most two logged cases. */
  readonly thin: number;
}

/**
 * @param log of one episode
 * @throws ArgumentError where the model has it that what was done might not have been possible
 */
export function explainPatient(
  log: Trajectories,
  mdp: Mdp,
  mechanism: CompleteMechanism,
  options: ExplainLogOptions,
  fixed: boolean,
): Patient {
  const { assumptions = [], after } = options;
  const explained = explainLog(log, mdp, mechanism, options);
  const { changes, unmodelled } = explained;
  checkComparable(explained);
  const best = bestChanges(log, mdp, mechanism, options)(0);
  const one = best.fixed(Math.min(1, changes));
  const twins = assumptions.map((assumption) => guaranteedChanges(log, mdp, assumption, options)(0));
  const byChanges = Array.from({ length: changes + 1 }, (_, k): WithChanges => {
    const plan = fixed ? best.fixed(k) : { ...best.plan(k), value: best.value[k] };
    return {
      changes: k,
      value: plan.value,
      outcomes: plan.outcomeProbability,
      ...('edits' in plan && { edits: plan.edits }),
      guaranteed: twins.map((twin) => (fixed ? twin.fixed(k).value : twin.value[k])),
    };
  });
  const repeats = repeatsObserved(observedModel(mdp, log, options.unmodelled), mechanism, 1);
  // Where a mechanism draws anew, or a step tells nothing, a run does not go as it did until the policy takes over.
  const takesOver = after && repeats && !(unmodelled.rule === 'skip' && unmodelled.steps > 0);
  return {
    log,
    explained,
    edits: one.edits,
    outcomesAsWas: byChanges[0].outcomes,
    outcomes: one.outcomeProbability,
    byChanges,
    influence: influence(log, mdp, editedPlan(mdp, one.edits), mechanism, options)(0),
    ...(takesOver && {
      takingOver: effectByStep(log, mdp, after, mechanism, options),
      ...(mdp.actionParts && options.horizon !== Infinity && { byPart: partsOf(log, mdp, after, mechanism, options) }),
    }),
    ...(mdp.visits && { offLog: offLog(log, mdp, mdp.visits, one) }),
  };
}

/** A log can be told of without such an episode; alone there is nothing to compare with. */
function checkComparable({ value }: ExplainedLog): void {
  if (value[0] === -Infinity)
    throw new ArgumentError(
      'explain: what was done must be possible wherever the patient could have been by then, as changes are compared with it, but is not in some state - set --unmodelled mix where steps are skipped, or name a --mechanism that repeats what was observed',
    );
}

function partsOf(...[log, mdp, after, mechanism, options]: Parameters<typeof effectByPart>): EffectByPart | string {
  try {
    return effectByPart(log, mdp, after, mechanism, options);
  } catch (error) {
    // A combination of parts may be one that is not possible somewhere: all else can be told without.
    if (error instanceof ArgumentError) return error.message;
    throw error;
  }
}

/** What acts in the edited course, in whatever state; the log is gone through, and so nothing follows it. */
function editedPlan({ nStates, nActions }: Mdp, edits: readonly Edit[]): ActsByStep {
  const actions = new Map(edits.map(({ step, action }) => [step, action]));
  return planned(uniform(nStates, nActions), { takeOver: Infinity, actions });
}

function offLog(
  { state, action }: Trajectories,
  { nStates, nActions, terminal }: Mdp,
  visits: Uint32Array,
  { edits, marginals }: { readonly edits: readonly Edit[]; readonly marginals: Float64Array },
): OffLog {
  let [steps, thin] = [0, 0];
  const first = edits.reduce((least, { step }) => Math.min(least, step), state.length);
  for (let t = first + 1; t < state.length; t++) {
    const taken = edits.find(({ step }) => step === t)?.action ?? action[t];
    for (let s = 0; s < nStates; s++) {
      const mass = marginals[t * nStates + s];
      if (mass === 0 || terminal[s] === 1 || (s === state[t] && taken === action[t])) continue;
      steps += mass;
      if (visits[s * nActions + taken] <= FEW_CASES) thin += mass;
    }
  }
  return { steps, thin };
}
