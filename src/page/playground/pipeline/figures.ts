import { createRng } from '../../../core/random/rng.js';
import { evaluateCounterfactual } from '../../../counterfactual/evaluate/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../../../counterfactual/evaluate/summarizeCounterfactual.js';
import { checkStates } from '../../../honest/checkStates/checkStates.js';
import { fragility } from '../../../honest/fragility.js';
import { fragilityFigure } from '../../../honest/verdict/fragilityFigure.js';
import { type Verdict, verdict } from '../../../honest/verdict/verdict.js';
import { spaceOf } from '../../../mdp/env.js';
import { outcomeProbabilities } from '../../../mdp/evaluate/outcomeProbabilities.js';
import { policyValue } from '../../../mdp/evaluate/policyValue.js';
import { FEW_CASES } from '../../../mdp/fewCases.js';
import type { Mdp } from '../../../mdp/mdp.js';
import { policyAtStep } from '../../../mdp/overTime/policyAtStep.js';
import type { MarkovPolicy } from '../../../mdp/overTime/policyOverTime.js';
import { unseenShare } from '../../../mdp/unseenShare.js';
import { completeMechanism } from '../../../mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../mechanisms/fixed/gumbelMax.js';
import { type Estimate, offPolicyEvaluation } from '../../../ope/offPolicyEvaluation.js';
import type { ReportEstimate } from '../../../report/report.js';
import { episodeReturns } from '../../../trajectories/episodeReturns.js';
import { observedOutcomes } from '../../../trajectories/observedOutcomes.js';
import type { Memo } from '../memo.js';
import type { Fitted, Promised, Simulated, Solved, Worth } from './results.js';
import type { Settings } from './settings.js';
import type { Steps } from './steps.js';

/** Estimators whose figures are shown beside the promise. */
export const ESTIMATORS = ['is', 'wis', 'wpdis', 'dr', 'wdr', 'dm'] as const;

/** Fewer than a report has, as they are redone at every change. */
export const REPLICATES = 200;

/** As `couplet value --log` has it. */
const STATES_SEED = 1;

export function simulatedFigures({ world: { env }, log }: Steps, { judgedAt }: Settings): Simulated {
  const outcomes = new Array<number>(env.outcomes.length).fill(0);
  for (const end of ends(log(), env)) outcomes[end] += 1 / log().nEpisodes;
  return { decisions: log().state.length, observed: { value: mean(episodeReturns(log(), judgedAt)), outcomes } };
}

export function fittedFigures({ mdp }: Steps): Fitted {
  const { nStates, visits } = mdp();
  const logged = visits!.filter((cases) => cases > 0);
  return { states: nStates, pairs: logged.length, thinPairs: logged.filter((cases) => cases <= FEW_CASES).length };
}

export function solvedFigures({ patients, policy }: Steps): Solved {
  const { nEpisodes, episodeStart, state, action, nActions } = patients();
  let same = 0;
  for (let e = 0; e < nEpisodes; e++)
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++)
      same += policyAtStep(policy(), i - episodeStart[e]).probability[state[i] * nActions + action[i]];
  return { otherwise: 1 - same / state.length };
}

export function promisedFigures(
  { world: { exact, physician }, mdp, policy, acting }: Steps,
  settings: Settings,
): Promised {
  return {
    promise: worth(mdp(), policy(), settings),
    truth: worth(exact, acting(), settings),
    physician: worth(exact, physician, settings),
  };
}

/** How far the promise is to be believed, by the log alone: the truth is not asked. */
export function verdictOf(parts: Steps, settings: Settings, memo: Memo): Verdict {
  const { world, log, patients, mdp, policy } = parts;
  const { seed, patients: n, horizon, space, judgedAt: discount } = settings;
  const options = { horizon, discount };
  const states = memo('states', [seed, n, horizon, space], () =>
    checkStates(createRng(STATES_SEED), patients(), { ends: ends(log(), world.env) }),
  );
  const unseen = unseenShare(mdp(), policy(), options);
  return verdict('model', {
    fragility: fragilityFigure(fragility(mdp(), policy(), options)),
    states,
    ...(unseen?.hardlySeen && { thinShare: Math.min(1, unseen.share + unseen.hardlySeen.share) }),
  });
}

/** The classical estimators and the counterfactual one, with the intervals that a log gives. */
export function estimatesOf({ patients, mdp, policy }: Steps, settings: Settings): readonly ReportEstimate[] {
  const { seed, horizon, judgedAt: discount } = settings;
  const options = { horizon, discount };
  const { estimates } = offPolicyEvaluation(createRng(seed), patients(), policy(), {
    ...options,
    estimators: ESTIMATORS,
    model: mdp(),
    interval: { replicates: REPLICATES },
  });
  const evaluation = evaluateCounterfactual(patients(), mdp(), policy(), completeMechanism(gumbelMax()), options);
  const { counterfactual } = summarizeCounterfactual(createRng(seed), evaluation, { replicates: REPLICATES });
  const { mean: value, lower, upper } = counterfactual;
  return [...estimates.map(shown), { estimator: 'cf', value, interval: { lower, upper } }];
}

function shown({ estimator, value, interval, fault }: Estimate): ReportEstimate {
  const note = fault ?? (interval && 'reason' in interval ? interval.reason : undefined);
  return {
    estimator,
    ...(value !== undefined && { value }),
    ...(interval && 'interval' in interval && { interval: interval.interval }),
    ...(note !== undefined && { note }),
  };
}

function worth(mdp: Mdp, policy: MarkovPolicy, { horizon, judgedAt: discount }: Settings): Worth {
  return {
    value: policyValue(mdp, policy, { horizon, discount }).value,
    outcomes: Array.from(outcomeProbabilities(mdp, policy, horizon)),
  };
}

function ends(log: ReturnType<Steps['log']>, env: Steps['world']['env']): Uint8Array {
  return observedOutcomes(log, env.outcomes, spaceOf(env, env.recorded).outcome);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
