import { checkPolicyActs } from '../../mdp/checkPolicyActs.js';
import type { Policy } from '../../mdp/policy.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { AfterLog } from '../chain/episodeResults.js';
import { stepsToGo } from '../chain/momentTables.js';
import { returnMoments } from '../chain/returnMoments.js';
import { supportCounter } from '../chain/stepSupport.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import type { CounterfactualEvaluation } from '../evaluate/evaluateCounterfactual.js';
import { choicesOf } from '../rows/choices.js';
import { counterfactualRows } from '../rows/counterfactualRows.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { followHidden } from './followHidden.js';
import { type HiddenModel, overModel } from './hiddenModel.js';
import { hiddenPaths } from './hiddenPaths.js';
import { startCounts } from './startCounts.js';

/** As `CounterfactualOptions`; a transition that is impossible whatever is hidden is always refused. */
export type HiddenOptions = Omit<CounterfactualOptions, 'unmodelled'>;

/**
 * What would have happened to each logged episode under another policy, exactly, where the log shows only a part of the
 * states that the model is over.
 *
 * What happened is then known as far as the whole episode tells it: a Markov chain over the states x_t behind the log
 * (`hiddenPaths`). Given its path, the counterfactual is that of `evaluateCounterfactual`. So the pairs (x_t, x~_t) are a
 * Markov chain, too, from x~_0 = x_0 on: it is carried forward with the first two moments of the return, and after the
 * log goes on by the model's own rows. Nothing is sampled. Where nothing is hidden the result is that of
 * `evaluateCounterfactual`.
 *
 * What the choices of who acted tell of the hidden part is taken from `model.behaviour`. Without one, they are supposed
 * to depend on what the log shows alone; of clinicians who saw more that is wrong.
 *
 * @param trajectories log over `model.abstraction.to`
 * @param policy target policy over the states of the model or of the log
 * @returns outcomes and counterfactual returns in the terms of the model; the observed return is the log's own
 * @throws ArgumentError if sizes, spaces or the horizon do not fit, or an action is not possible where it is to be taken;
 *   DataError naming the step with which an episode becomes impossible, whatever is hidden
 *
 * Cost: steps × moves that may have happened × reachable states × entries of a row; memory O(states × those that show as
 * one), and the rows as far as `rowBytes` go.
 *
 * @example
 * // What is seen of a patient: ill, or how it ended. Half are frail: waiting kills 9 of 10 of them, but 1 of 10 others.
 * const env = tabularEnv({
 *   name: 'ward',
 *   parameters: {},
 *   stateLabels: ['frail', 'sturdy', 'dead', 'well'],
 *   actionLabels: ['wait', 'treat'],
 *   outcomes: [{ name: 'ill', reward: 0 }, { name: 'dead', reward: -1 }, { name: 'well', reward: 1 }],
 *   ends: [[2, 1], [3, 2]],
 *   initial: [[0, 0.5], [1, 0.5]],
 *   next: (s, a) => (a === 1 ? [[3, 1]] : s === 0 ? [[2, 0.9], [3, 0.1]] : [[2, 0.1], [3, 0.9]]),
 *   observations: ['ill', 'ill', 'dead', 'well'],
 * });
 * const model = { mdp: env.exactModel!(), abstraction: abstractionBetween(env, 'full', 'observed') };
 * const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 2, source: {} });
 * builder.step(0, 0, -1, 1);
 * builder.endEpisode(true);
 * const log = builder.finish();
 * const { effect } = evaluateHidden(log, model, tabular([1, 0, 0], 2), completeMechanism(gumbelMax()));
 * effect // [2]
 * hiddenPaths(log, model)(0).probability[0] // [0.9, 0.1]
 */
export function evaluateHidden(
  trajectories: Trajectories,
  model: HiddenModel,
  policy: Policy,
  mechanism: CompleteMechanism,
  options: HiddenOptions = {},
): CounterfactualEvaluation {
  const where = 'counterfactual';
  const { discount = 1 } = options;
  const { mdp, abstraction } = model;
  const horizon = checkedHorizon(where, trajectories, options, { endless: true });
  const paths = hiddenPaths(trajectories, model);
  const target = overModel(where, policy, mdp, abstraction);
  const starts = startCounts(trajectories, model);
  checkPolicyActs(
    where,
    target,
    mdp,
    Array.from(starts.keys()).filter((x) => starts[x] > 0),
  );
  const moments = returnMoments(mdp, target, horizon, discount, starts);
  const choices = choicesOf(target);
  const resting = supportCounter(
    mdp,
    { choicesAt: () => choices, policyAfter: () => target },
    {
      nEpisodes: trajectories.nEpisodes,
      horizon,
      discount,
      implicit: mechanism.implicit,
      starts,
      endless: moments.length.includes(Infinity),
    },
  );
  const rows = counterfactualRows(mdp, choices, mechanism, checkedRowBytes(options));
  const after = (taken: number, weight: number): AfterLog => ({
    moments,
    table: stepsToGo(horizon, taken, mdp.nStates),
    weight,
  });
  return followHidden(trajectories, model, mechanism, {
    ...options,
    horizon,
    paths,
    rows: () => rows,
    after,
    resting,
  });
}
