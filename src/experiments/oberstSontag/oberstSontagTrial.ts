import { createRng } from '../../core/random/rng.js';
import { counterfactualBounds } from '../../counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../counterfactual/evaluate/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../../counterfactual/evaluate/summarizeCounterfactual.js';
import { policyIteration } from '../../mdp/optimise/policyIteration.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import { findAssumption } from '../../mechanisms/bounds/registry.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import { createMechanism } from '../../mechanisms/registry.js';
import type { Trial } from '../experiment.js';
import { drawnOutcomes } from './drawnOutcomes.js';
import { learnSetting } from './learnSetting.js';
import { type OberstSontagSpecification, type Setting, settingName } from './oberstSontagSpecification.js';
import { sepsisProblem } from './sepsisProblem.js';
import { wisValue } from './wisValue.js';

/** A log of its own. */
export interface OberstSontagTrial extends Trial {
  readonly seed: number;
  readonly episodes: number;
}

export interface OberstSontagResult {
  /** By the name of the setting. */
  readonly settings: Readonly<Record<string, SettingResult>>;
}

/** What a log leads to in one setting: values of its target policy over the horizon, without discount. */
export interface SettingResult {
  /** Mean observed return; the same in all settings. */
  readonly observed: number;
  /** In the simulator, exact. */
  readonly trueValue: number;
  /** In the fitted model, exact. */
  readonly modelBased: number;
  /** In the model that an endless log gives for the same space: what is left of the optimism when luck is taken out. */
  readonly endlessModel: number;
  /** Mean over the log of the expected counterfactual return, exact. */
  readonly counterfactual: number;
  /** Null where no trajectory agrees with the target policy to its end. */
  readonly wis: number | null;
  /** The same on a fresh log, with the behaviour estimated from that one. */
  readonly heldOutWis: number | null;
  /** Shape (outcomes × outcomes), row = observed: share of the log times mean counterfactual probability. Sums to 1. */
  readonly outcomeProbabilities: readonly number[];
  /** Not of longer logs, as it would take too long. */
  readonly more?: MoreResults;
}

export interface MoreResults {
  /**
   * Shape (outcomes × outcomes), as `outcomeProbabilities`, by the most frequent of some draws: see `drawnOutcomes`.
   */
  readonly mostFrequentOutcomes: readonly number[];
  /**
   * By assumption: means over the log of the least and the greatest expected counterfactual return of any mechanism.
   */
  readonly bounds: Readonly<Record<string, { readonly lower: number; readonly upper: number }>>;
}

/**
 * One repeat: a fresh log, and in each setting everything learned from it anew. Simulate under the physician, fit a
 * model, find its best policy, and value that in every way.
 *
 * Deviation: the published run values policies by sampling; here, the drawn table of outcomes apart, only logs are
 * random.
 */
export async function oberstSontagTrial(
  specification: OberstSontagSpecification,
  { seed, episodes }: OberstSontagTrial,
): Promise<OberstSontagResult> {
  const { horizon, solveDiscount, heldOut, draws, assumptions, settings } = specification;
  const problem = sepsisProblem(specification);
  const mechanism = completeMechanism(await createMechanism(specification.mechanism));
  const rng = createRng(seed);
  const recorded = problem.simulate(rng, episodes);
  const fresh = problem.simulate(rng.fork('held-out'), heldOut);
  const resultOf = (setting: Setting): SettingResult => {
    const learned = learnSetting(recorded, problem.env, setting, specification);
    const { mdp, log } = learned;
    const { policy } = policyIteration(mdp, { discount: solveDiscount, actions: 'all' });
    const evaluation = evaluateCounterfactual(log, mdp, policy, mechanism, { horizon });
    const summary = summarizeCounterfactual(rng.fork('intervals'), evaluation, { replicates: 2 });
    return {
      observed: summary.observed.mean,
      trueValue: problem.trueValue(policy, setting.space),
      modelBased: policyValue(mdp, policy, { horizon }).value,
      endlessModel: policyValue(problem.endlessModel(setting.space), policy, { horizon }).value,
      counterfactual: summary.counterfactual.mean,
      wis: wisValue(learned, policy),
      heldOutWis: wisValue(learnSetting(fresh, problem.env, setting, specification), policy),
      outcomeProbabilities: Array.from(summary.outcomeTable),
      ...(episodes === specification.episodes && {
        more: {
          mostFrequentOutcomes: drawnOutcomes(rng.fork('draws'), learned, policy, mechanism, draws),
          bounds: Object.fromEntries(
            assumptions.map((name) => {
              const bounds = counterfactualBounds(log, mdp, policy, findAssumption(name), { horizon });
              return [name, { lower: bounds.meanLower, upper: bounds.meanUpper }];
            }),
          ),
        },
      }),
    };
  };
  return {
    settings: Object.fromEntries(settings.map((setting) => [settingName(setting), resultOf(setting)])),
  };
}
