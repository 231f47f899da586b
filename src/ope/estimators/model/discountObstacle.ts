import type { Study } from '../../study/study.js';

/** For estimators of values without a horizon. */
export function discountObstacle({ discount }: Pick<Study, 'discount'>): string | undefined {
  return discount < 1
    ? undefined
    : `the discount must be below 1 where there is no horizon, got ${discount} - give a discount, or use dm`;
}
