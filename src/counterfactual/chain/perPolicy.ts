import type { Policy } from '../../mdp/policy.js';

/** What is made of a policy, once for each: most steps have the same, or one that comes again. */
export function perPolicy<T>(make: (policy: Policy) => T): (policy: Policy) => T {
  const made = new WeakMap<Policy, { readonly value: T }>();
  return (policy) => {
    const known = made.get(policy);
    if (known) return known.value;
    const value = make(policy);
    made.set(policy, { value });
    return value;
  };
}
