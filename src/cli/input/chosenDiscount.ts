import { ArgumentError } from '../../core/errors.js';

/** The discount of a command's figures, and who chose it. */
export interface ChosenDiscount {
  readonly discount: number;
  readonly discountFrom: '--discount' | 'the policy' | 'default';
}

/** A policy, and how the command line names it. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: { readonly discount?: number | undefined };
}

/**
 * The discount that a command line asks for, else the one that its policies were found at, else 1: a policy that is
 * best at one discount need not be at another, so that it is valued at its own.
 *
 * @param given what `--discount` says
 * @param policies those that are valued, at least one
 * @throws ArgumentError if several were found at different discounts and none is given
 */
export function chosenDiscount(given: number | undefined, policies: readonly NamedPolicy[]): ChosenDiscount {
  if (given !== undefined) return { discount: given, discountFrom: '--discount' };
  const known = policies.filter(({ policy }) => policy.discount !== undefined);
  if (known.length === 0) return { discount: 1, discountFrom: 'default' };
  const [{ name, policy }] = known;
  const other = known.find((each) => each.policy.discount !== policy.discount);
  if (other)
    throw new ArgumentError(
      `--discount: values at different discounts do not compare, and ${name} was found at ${policy.discount}, ${other.name} at ${other.policy.discount} - name the one to compare them at`,
    );
  return { discount: policy.discount!, discountFrom: 'the policy' };
}

/** For headings: the discount and where it comes from. */
export function discountText({ discount, discountFrom }: ChosenDiscount): string {
  return `discount ${discount} (${discountFrom})`;
}
