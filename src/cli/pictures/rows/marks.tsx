import type { VNode } from 'preact';
import type { TokenName } from '../../../page/figure/tokens.js';

/** A colour of the page: see `tokens`. */
export type Tone = Extract<TokenName, 'ink' | 'ink-2' | 'cf' | 'truth' | 'bad'>;

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly tone?: Tone;
}

/** An estimate: full, or hollow where it is of less weight. */
export function Dot({ x, y, tone = 'cf', hollow = false }: Placed & { readonly hollow?: boolean }): VNode {
  return (
    <circle
      cx={x}
      cy={y}
      r={5}
      fill={hollow ? 'var(--ground)' : `var(--${tone})`}
      stroke={hollow ? `var(--${tone})` : 'var(--ground)'}
      stroke-width={1.5}
    />
  );
}

/** What was chosen, or what rejects: a diamond. */
export function Diamond({ x, y, tone = 'cf' }: Placed): VNode {
  return (
    <path d={`M${x},${y - 7}l7,7l-7,7l-7,-7Z`} fill={`var(--${tone})`} stroke="var(--ground)" stroke-width={1.5} />
  );
}

/** A cross, for what fails. */
export function Cross({ x, y, tone = 'bad' }: Placed): VNode {
  return (
    <path
      d={`M${x - 4.5},${y - 4.5}l9,9m0,-9l-9,9`}
      fill="none"
      stroke={`var(--${tone})`}
      stroke-width={2.5}
      stroke-linecap="round"
    />
  );
}

/** An upright stroke, for a value that is known or a bound. */
export function Tick({ x, y, tone = 'cf' }: Placed): VNode {
  return <path d={`M${x},${y - 8}v16`} fill="none" stroke={`var(--${tone})`} stroke-width={2.5} />;
}

export interface RangeProps {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly tone?: Tone;
  /** A thin line that only leads the eye. */
  readonly thin?: boolean;
}

/** An interval. */
export function Range({ from, to, y, tone = 'cf', thin = false }: RangeProps): VNode {
  return (
    <path
      d={`M${from},${y}H${to}`}
      fill="none"
      stroke={thin ? 'var(--line)' : `var(--${tone})`}
      stroke-width={thin ? 1.5 : 2}
    />
  );
}

/** An arrow to the left of an axis: what is meant lies beyond its end. */
export function OffAxis({ x, y, tone = 'cf' }: Placed): VNode {
  return (
    <path d={`M${x - 10},${y - 5}l-6,5l6,5M${x - 16},${y}h16`} fill="none" stroke={`var(--${tone})`} stroke-width={2} />
  );
}
