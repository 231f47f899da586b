import { clampedScale } from '../../../page/figure/scale/scales.js';
import { tickEnds, tickText, ticks } from '../../../page/figure/scale/ticks.js';
import { decimal } from '../../../report/numbers.js';

/** What a panel's axis shows. */
export interface Scale {
  readonly kind: 'linear' | 'log';
  readonly domain: readonly [least: number, most: number];
  readonly ticks: readonly number[];
  /** A tick in words. */
  readonly text: (tick: number) => string;
}

/** An axis over all of some values, its ends at ticks. */
export function linearScale(values: readonly number[], nTicks = 5): Scale {
  const known = values.filter(Number.isFinite);
  const [least, most] = known.length > 0 ? [Math.min(...known), Math.max(...known)] : [0, 1];
  // Where all is one, something on either side of it.
  const margin = most > least ? 0 : Math.abs(most) || 1;
  const domain = tickEnds([least - (least === 0 ? 0 : margin), most + margin], nTicks);
  return { kind: 'linear', domain, ticks: ticks(domain, nTicks), text: tickText(domain, nTicks) };
}

/** An axis by powers of ten over all of some values, of which those above 0 count. */
export function logScale(values: readonly number[]): Scale {
  const known = values.filter((value) => Number.isFinite(value) && value > 0);
  const [least, most] = known.length > 0 ? [Math.min(...known), Math.max(...known)] : [0.1, 1];
  const [from, to] = [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most))];
  const domain: [number, number] = from < to ? [from, to] : [from / 10, to * 10];
  return { kind: 'log', domain, ticks: powersBetween(domain), text: plainPower };
}

/** Where a value lies between two ends in pixels; what is outside the axis lies at its end. */
export function placeOf({ kind, domain }: Scale, [from, to]: readonly [number, number]): (value: number) => number {
  const by = kind === 'log' ? Math.log : (value: number): number => value;
  const scale = clampedScale([by(domain[0]), by(domain[1])], [from, to]);
  return (value) => Number(scale(by(value)).toFixed(1));
}

/** Every power of ten, or where that would be more than six, every second, fifth and so on. */
function powersBetween([from, to]: Scale['domain']): readonly number[] {
  const [first, last] = [Math.log10(from), Math.log10(to)].map(Math.round);
  const powers =
    last - first < 5 ? Array.from({ length: last - first + 1 }, (_, i) => first + i) : ticks([first, last], 5);
  return powers.map((power) => (power < 0 ? 1 / 10 ** -power : 10 ** power));
}

function plainPower(tick: number): string {
  const power = Math.round(Math.log10(tick));
  if (power >= 0) return power < 5 ? String(10 ** power) : `1e${power}`;
  return power >= -4 ? decimal(tick, -power) : `1e\u2212${-power}`;
}
