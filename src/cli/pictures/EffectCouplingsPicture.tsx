import type { VNode } from 'preact';
import type { EffectCoupling, Figure1Effects } from '../../experiments/figure1/figure1Effects.js';
import { CouplingSquare } from './couplings/CouplingSquare.js';
import { RewardBars } from './couplings/RewardBars.js';
import { SIZES } from './rows/layout.js';
import { significant, timesText } from './significant.js';

export interface EffectCouplingsPictureProps {
  /** At least one; all of the same mechanisms. */
  readonly effects: readonly Figure1Effects[];
}

const [MARGIN, HEAD, SIDE, GAP, LEFT] = [24, 84, 130, 20, 132];
const ROW = SIDE + 62;

const TITLES: Readonly<Record<Figure1Effects['shape'], string>> = {
  monotone: 'h rises',
  'non-monotone': 'h up and down',
};

/** What each mechanism's coupling of one pair makes of the variance of the effect: a row a reward. */
export function EffectCouplingsPicture({ effects }: EffectCouplingsPictureProps): VNode {
  const nColumns = Math.max(...effects.map(({ mechanisms }) => mechanisms.length));
  const width = 2 * MARGIN + LEFT + nColumns * (SIDE + GAP);
  const height = HEAD + effects.length * ROW + 34;
  const most = Math.max(...effects.flatMap(({ mechanisms }) => mechanisms.flatMap(({ coupling }) => coupling)));
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      font-family="Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
    >
      <title>One pair of distributions, and what its coupling makes of an effect</title>
      <desc>{effects.map(rowText).join(' ')}</desc>
      <rect width={width} height={height} fill="var(--ground)" />
      <text x={MARGIN} y={MARGIN + 14} font-size={SIZES.title} font-weight={650} fill="var(--ink)">
        One pair of distributions, and what its coupling makes of an effect
      </text>
      <text x={MARGIN} y={MARGIN + 36} font-size={SIZES.label} fill="var(--ink-2)">
        P(X = x, Y = y), p rising and q falling; below each the variance of the effect h(X) − h(Y)
      </text>
      {effects.map(({ shape, reward, mechanisms }, row) => (
        <g transform={`translate(${MARGIN},${HEAD + row * ROW})`}>
          <RewardBars title={TITLES[shape]} reward={reward} width={LEFT - 32} height={SIDE} />
          {mechanisms.map((one, m) => (
            <g transform={`translate(${LEFT + m * (SIDE + GAP)},0)`}>
              <CouplingSquare {...one} most={most} side={SIDE} />
              <text y={SIDE + 36} font-size={SIZES.figure} fill="var(--ink)">
                {varianceText(one, mechanisms)}
              </text>
            </g>
          ))}
        </g>
      ))}
      <text x={MARGIN} y={height - 22} font-size={SIZES.note} fill="var(--ink-2)">
        x downwards, y to the right; shades by the root of the probability. ×: how many times the least of all
        couplings, which reward-cdf reaches.
      </text>
    </svg>
  );
}

function varianceText({ variance }: EffectCoupling, mechanisms: readonly EffectCoupling[]): string {
  const times = timesText(variance / mechanisms.at(-1)!.variance);
  return `${significant(variance)}${times === '' ? '' : `, ${times}`}`;
}

function rowText({ shape, mechanisms }: Figure1Effects): string {
  const values = mechanisms.map((one) => `${one.name} ${varianceText(one, mechanisms)}`);
  return `Variance of the effect, ${TITLES[shape]}: ${values.join('; ')}.`;
}
