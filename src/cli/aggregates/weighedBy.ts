import type { AggregateOptions } from '../../aggregates/aggregateOptions.js';
import { ArgumentError } from '../../core/errors.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { loadMdp } from '../input/loadMdp.js';
import { type PolicySetting, resolvePolicy } from '../input/resolvePolicy.js';
import { loadAggregates } from './loadAggregates.js';
import { fileSetting, policyOfFile } from './policyOfFile.js';

/** What the options of `couplet aggregate` say of the sums. */
export interface WeighingArguments {
  readonly policy?: string | undefined;
  readonly round?: number | undefined;
  readonly behaviour?: string | undefined;
  readonly counts?: readonly string[] | undefined;
  readonly mdp?: string | undefined;
  readonly horizon?: number | undefined;
  readonly discount?: number | undefined;
  readonly blocks: number;
  readonly shard?: string | undefined;
  readonly states?: number | undefined;
  readonly actions?: number | undefined;
}

/** What a log is summed up with. */
export interface Weighing {
  /** Undefined for counts alone. */
  readonly policy: MarkovPolicy | undefined;
  readonly options: AggregateOptions;
}

/**
 * Reads the policies that weights are made of, and the model that goes with them.
 *
 * @throws ArgumentError where the parts of a log would not add up; as the readers of policies and models
 */
export async function weighedBy(args: WeighingArguments): Promise<Weighing> {
  if (args.policy === undefined) return { policy: undefined, options: {} };
  const setting = fileSetting({ nStates: args.states, nActions: args.actions, round: args.round });
  const { policy, discount } = await policyOfFile(args.policy, setting, args.discount);
  const options = { target: policy, discount, horizon: args.horizon, blocks: args.blocks };
  const model = args.mdp === undefined ? undefined : await loadMdp(args.mdp, args.round);
  return { policy, options: { ...options, behaviour: await behaviourOf(args, setting), model } };
}

async function behaviourOf(args: WeighingArguments, setting: PolicySetting): Promise<AggregateOptions['behaviour']> {
  const { behaviour, counts, shard } = args;
  if (behaviour === undefined || behaviour === 'logged') return behaviour;
  if (behaviour !== 'estimated')
    return resolvePolicy(behaviour, () => undefined, { ...setting, option: '--behaviour' });
  if (counts) return (await loadAggregates(counts, { set: [], ...sizesIn(args) })).aggregates;
  if (shard === undefined) return 'estimated';
  throw new ArgumentError(
    '--behaviour estimated: counts of the whole log are needed for a part of it, got none - aggregate the log without --policy first, and name its file with --counts',
  );
}

function sizesIn({ states, actions }: WeighingArguments): Pick<WeighingArguments, 'states' | 'actions'> {
  return { states, actions };
}
