import { ArgumentError } from '../../core/errors.js';
import type { ExplainLogOptions } from '../../counterfactual/explain/explainedEpisodes.js';
import type { OutcomeSides } from '../../counterfactual/explain/goodAndBad.js';
import { influencedChanges } from '../../counterfactual/explain/influencedChanges.js';
import type { UnmodelledRule } from '../../counterfactual/chain/observedModel.js';
import { withFloor } from '../../mdp/floorState.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import { findAssumption } from '../../mechanisms/bounds/registry.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { longestEpisode } from '../../trajectories/longestEpisode.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type ChosenDiscount, chosenDiscount } from '../input/chosenDiscount.js';
import { sizesOf } from '../input/besideFloor.js';
import { resolvePolicy } from '../input/resolvePolicy.js';

/** What bears on which changes are found, as the command line has it. */
export interface ExplainArguments {
  readonly episode?: string | undefined;
  readonly policy?: string | undefined;
  readonly horizon?: number | undefined;
  readonly discount?: number | undefined;
  readonly changes?: number | undefined;
  readonly fixed: boolean;
  readonly guaranteed: readonly string[];
  readonly good?: readonly string[] | undefined;
  readonly bad?: readonly string[] | undefined;
  readonly unseenActions: 'seen' | 'allow';
  readonly minCount?: number | undefined;
  readonly influenceLeast?: number | undefined;
  readonly unmodelled: UnmodelledRule;
  readonly round?: number | undefined;
}

/** The same alone, as plain data for threads. */
export function explainedBy(args: ExplainArguments): ExplainArguments {
  const { episode, policy, horizon, discount, changes, fixed, guaranteed, good, bad, unseenActions, minCount } = args;
  const { influenceLeast, unmodelled, round } = args;
  return {
    ...{ episode, policy, horizon, discount, changes, fixed, guaranteed, good, bad, unseenActions, minCount },
    ...{ influenceLeast, unmodelled, round },
  };
}

/** Most changes unless told: for one patient, and for a log, where more of them take longer. */
export const MOST_CHANGES = { episode: 5, log: 3 } as const;
/** The same where changes are fixed, which is for one patient. */
export const MOST_FIXED = 3;

/** The policy that goes on after the log, if one is named. */
export async function policyAfter(
  { policy, round }: Pick<ExplainArguments, 'policy' | 'round'>,
  { mdp, log }: { readonly mdp: Mdp; readonly log: Trajectories },
): Promise<Policy | undefined> {
  if (policy === undefined) return undefined;
  return withFloor(await resolvePolicy(policy, () => mdp, { log: () => log, sizes: sizesOf(mdp), round }), mdp);
}

/** The discount, and who chose it. */
export function discountOf(
  { discount, policy: name }: Pick<ExplainArguments, 'discount' | 'policy'>,
  policy: Policy | undefined,
): ChosenDiscount {
  return chosenDiscount(discount, policy && name !== undefined ? [{ name, policy }] : []);
}

/**
 * What the library is asked for, of all the log or of some of its episodes.
 *
 * @param log the episodes that are explained
 * @throws ArgumentError where the model does not hold what an option needs
 */
export function explainOptions(
  args: ExplainArguments,
  log: Trajectories,
  mdp: Mdp,
  mechanism: CompleteMechanism,
  after: Policy | undefined,
  discount: number,
): ExplainLogOptions {
  // No more than there are decisions to change.
  const ofOne = Math.min(args.fixed ? MOST_FIXED : MOST_CHANGES.episode, longestEpisode(log));
  const most = args.episode === undefined ? MOST_CHANGES.log : ofOne;
  const may = [atLeastLogged(mdp, args.minCount), influenced(args, log, mdp, mechanism)].filter(
    (one) => one !== undefined,
  );
  return {
    changes: args.changes ?? most,
    discount,
    unmodelled: args.unmodelled,
    actions: args.unseenActions === 'allow' ? 'all' : 'seen',
    assumptions: args.guaranteed.map(findAssumption),
    ...(after && { after }),
    ...(args.horizon !== undefined && { horizon: args.horizon }),
    ...sidesOf(args),
    ...(may.length > 0 && { mayChange: (...change) => may.every((one) => one(...change)) }),
  };
}

/** Which outcomes are said to be good and bad. */
export function sidesOf({ good, bad }: Pick<ExplainArguments, 'good' | 'bad'>): OutcomeSides {
  return { ...(good && { good }), ...(bad && { bad }) };
}

type MayChange = NonNullable<ExplainLogOptions['mayChange']>;

/** Whether an action has so many logged cases in a state. */
function atLeastLogged({ visits, nActions }: Mdp, least: number | undefined): MayChange | undefined {
  if (least === undefined) return undefined;
  if (!(Number.isInteger(least) && least >= 1))
    throw new ArgumentError(`--min-count: must be a whole number from 1, got ${least}`);
  if (!visits)
    throw new ArgumentError(
      '--min-count: the model must hold how many logged cases each pair has (visits), got none - fit it to a log, or leave the option out',
    );
  return (_episode, _step, state, action) => visits[state * nActions + action] >= least;
}

function influenced(
  { influenceLeast, unmodelled }: ExplainArguments,
  log: Trajectories,
  mdp: Mdp,
  mechanism: CompleteMechanism,
): MayChange | undefined {
  if (influenceLeast === undefined) return undefined;
  return influencedChanges(log, mdp, mechanism, influenceLeast, { unmodelled });
}
