import type { Report } from '../../report/report.js';
import { worthGroups } from './worthRows.js';
import { ticks } from '../figure/scale/ticks.js';

/** Where returns are drawn, the same for every policy. */
export interface ReturnDomain {
  readonly from: number;
  readonly to: number;
  /** What a return at an end means, where it is one of an outcome: `all dead`. */
  readonly ends: readonly { readonly value: number; readonly label: string }[];
}

/** Of the range of returns; estimates beyond it by more are drawn at its end. */
const BEYOND = 0.06;
/** Of the range of returns: where all that is drawn takes less of it, the axis goes by what is drawn. */
const NARROW = 0.2;

/** The range of returns, or what is to be drawn where that is much less. */
export function returnDomain(report: Report): ReturnDomain {
  const { mdp, words } = report;
  const [least, greatest] = possible(report);
  const [low, high] = drawn(report);
  const width = greatest - least;
  if (!Number.isFinite(width) || !(high - low > NARROW * width)) {
    const pad = 0.08 * (high - low) || 1;
    return { from: low - pad, to: high + pad, ends: [] };
  }
  return {
    from: Math.min(least, Math.max(low, least - BEYOND * width)),
    to: Math.max(greatest, Math.min(high, greatest + BEYOND * width)),
    ends: [least, greatest].flatMap((value) => {
      const named = mdp.outcomes.flatMap(({ reward }, o) => (o > 0 && Math.abs(reward - value) < 1e-9 ? [o] : []));
      return named.length === 1 ? [{ value, label: `all ${words.outcomes[named[0]].share}` }] : [];
    }),
  };
}

/**
 * Least and greatest return. Where ends pay it all, these are what the worst and the best end pay, at once: a discount
 * leaves less of what comes later.
 */
function possible({ mdp, returnRange: [least, greatest] }: Report): readonly [number, number] {
  const paid = mdp.outcomes.slice(1).map(({ reward }) => reward);
  const [worst, best] = [Math.min(0, ...paid), Math.max(0, ...paid)];
  const isOfEnds = worst <= least && greatest <= best;
  return isOfEnds ? [worst, best] : [least, greatest];
}

/** Least and greatest of what is drawn. */
function drawn({ policies }: Report): readonly [number, number] {
  const values = policies.flatMap((policy) => [
    policy.counterfactuals[0].summary.observed.mean,
    ...(policy.truth ? [policy.truth.value] : []),
    ...worthGroups(policy).flatMap(({ rows }) =>
      rows.flatMap(({ value, interval, bounds }) => [
        value,
        interval?.lower,
        interval?.upper,
        bounds?.lower,
        bounds?.upper,
      ]),
    ),
  ]);
  const finite = values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
  return [Math.min(...finite), Math.max(...finite)];
}

/** Pixels between two ticks, at least. */
const TICK_GAP = 64;

/** Where the axis has numbers: of the range where that is an outcome's, so that its ends are among them. */
export function domainTicks({ from, to, ends }: ReturnDomain, width: number): readonly number[] {
  const [least, greatest] = ends.length === 2 ? [ends[0].value, ends[1].value] : [from, to];
  return ticks([least, greatest], Math.max(2, Math.min(5, Math.floor(width / 2 / TICK_GAP))));
}
