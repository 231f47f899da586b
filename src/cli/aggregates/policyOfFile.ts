import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { chosenDiscount } from '../input/chosenDiscount.js';
import { type PolicySetting, resolveMarkovPolicy } from '../input/resolvePolicy.js';

/** What a policy that is read without a model of its states goes by. */
export interface PolicySizes {
  readonly nStates?: number | undefined;
  readonly nActions?: number | undefined;
  readonly round?: number | undefined;
}

/** How a policy is read where there is no model: from its file, with the sizes that are known. */
export function fileSetting({ nStates, nActions, round }: PolicySizes): PolicySetting {
  return {
    sizes: { ...(nStates !== undefined && { nStates }), ...(nActions !== undefined && { nActions }) },
    round,
    withoutModel: 'give the file of a policy, as `couplet solve` writes it',
  };
}

/** The target policy of sums, and the discount that its value is counted with. */
export async function policyOfFile(
  name: string,
  setting: PolicySetting,
  discount: number | undefined,
): Promise<{ readonly policy: MarkovPolicy; readonly discount: number }> {
  const policy = await resolveMarkovPolicy(name, () => undefined, setting);
  return { policy, discount: chosenDiscount(discount, [{ name, policy }]).discount };
}
