import type { CellFrame } from './countCells.js';
import { type Scale, linearScale, rootScale } from '../../figure/scale/scales.js';
import { ticks } from '../../figure/scale/ticks.js';

export interface ScatterScales {
  /** Pixels of an effect. */
  readonly x: Scale;
  readonly xTicks: readonly number[];
  /** Pixels of a width of bounds, by its root: narrow ones are told apart, too. */
  readonly y: Scale;
  readonly yTicks: readonly number[];
}

/** Pixels between the numbers of an upright axis, at least. */
const APART = 24;

/** Scales that hold all effects, zero, and all widths. */
export function scatterScales(effect: Float64Array, width: Float64Array, frame: CellFrame): ScatterScales {
  const least = effect.reduce((a, b) => Math.min(a, b), 0);
  const greatest = effect.reduce((a, b) => Math.max(a, b), 0);
  const most = width.reduce((a, b) => Math.max(a, b), 0);
  const pad = 0.03 * (greatest - least || 1);
  const domain = [least - pad, greatest + pad] as const;
  const x = linearScale(domain, [frame.left, frame.right]);
  const y = rootScale([0, most || 1], [frame.bottom, frame.top]);
  return { x, xTicks: ticks(domain, (frame.right - frame.left) / 80), y, yTicks: rootTicks(y, most || 1) };
}

/** Of 1, 2, 5 times powers of ten those that leave each other room, from the greatest down, and zero. */
function rootTicks(y: Scale, most: number): readonly number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(most)); power > Math.log10(most) - 4; power--) {
    for (const digit of [5, 2, 1]) {
      const tick = Number(`${digit}e${power}`);
      const last = ticks.at(-1);
      const isClear = y(0) - y(tick) >= APART && (last === undefined || y(tick) - y(last) >= APART);
      if (tick <= most && isClear) ticks.push(tick);
    }
  }
  return [...ticks, 0].reverse();
}
