import { scaleLinear, scaleLog } from 'd3-scale';
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
  const scale = scaleLinear()
    .domain([least - (least === 0 ? 0 : margin), most + margin])
    .nice(nTicks);
  const [from, to] = scale.domain();
  const format = scale.tickFormat(nTicks);
  return { kind: 'linear', domain: [from, to], ticks: scale.ticks(nTicks), text: (tick) => format(tick) };
}

/** An axis by powers of ten over all of some values, of which those above 0 count. */
export function logScale(values: readonly number[]): Scale {
  const known = values.filter((value) => Number.isFinite(value) && value > 0);
  const [least, most] = known.length > 0 ? [Math.min(...known), Math.max(...known)] : [0.1, 1];
  const [from, to] = [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most))];
  const domain: [number, number] = from < to ? [from, to] : [from / 10, to * 10];
  const powers = scaleLog().domain(domain).ticks(5).filter(isPower);
  return { kind: 'log', domain, ticks: powers, text: plainPower };
}

/** Where a value lies between two ends in pixels; what is outside the axis lies at its end. */
export function placeOf({ kind, domain }: Scale, [from, to]: readonly [number, number]): (value: number) => number {
  const scale = (kind === 'log' ? scaleLog() : scaleLinear()).domain(domain).range([from, to]).clamp(true);
  return (value) => Number(scale(value).toFixed(1));
}

function isPower(tick: number): boolean {
  const power = Math.log10(tick);
  return Math.abs(power - Math.round(power)) < 1e-9;
}

function plainPower(tick: number): string {
  const power = Math.round(Math.log10(tick));
  if (power >= 0) return power < 5 ? String(10 ** power) : `1e${power}`;
  return power >= -4 ? decimal(tick, -power) : `1e\u2212${-power}`;
}
