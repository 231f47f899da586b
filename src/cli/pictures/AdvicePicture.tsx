import type { VNode } from 'preact';
import type { Improvement, JudgedCandidate } from '../../honest/improve/improve.js';
import { count, decimal, percent, signed } from '../../report/numbers.js';
import { isBetter } from '../improve/improveReport.js';
import { RowsPicture } from './rows/RowsPicture.js';
import { Diamond, Dot, Range, Tick } from './rows/marks.js';
import { linearScale } from './rows/scale.js';

/** What each rule of advice gains over the clinician who is left alone, and at least. */
export function AdvicePicture({ found }: { readonly found: Improvement }): VNode {
  const { candidates, winner, adjustedLower, clinician, level, nJudged } = found;
  const isWinner = (one: JudgedCandidate): boolean => one.name === winner?.name;
  const rows = [
    { label: 'keep the clinician', strong: winner === undefined },
    ...candidates.map((one) => ({ label: one.name, strong: isWinner(one) })),
  ];
  const draw = (row: number, x: (value: number) => number, y: number): VNode => {
    if (row === 0) return winner ? <Dot x={x(0)} y={y} tone="ink" /> : <Diamond x={x(0)} y={y} tone="ink" />;
    const one = candidates[row - 1];
    return (
      <g>
        <Range from={x(one.lower)} to={x(one.gain)} y={y} />
        <Tick x={x(one.lower)} y={y} />
        {isWinner(one) ? <Diamond x={x(one.gain)} y={y} /> : <Dot x={x(one.gain)} y={y} hollow={one.lower <= 0} />}
        {isWinner(one) && candidates.length > 1 && (
          <g>
            <Range from={x(adjustedLower!)} to={x(one.lower)} y={y} thin />
            <Tick x={x(adjustedLower!)} y={y} tone="ink-2" />
          </g>
        )}
      </g>
    );
  };
  const told = (row: number, text: (one: JudgedCandidate) => string, kept: string): string =>
    row === 0 ? kept : text(candidates[row - 1]);
  return (
    <RowsPicture
      title="What advice to the clinicians gains"
      subtitle={`${count(clinician.n)} runs, mean return ${decimal(clinician.mean, 4)}; judged on ${count(nJudged)} runs, one-sided ${percent(level)}`}
      sections={[
        {
          rows,
          panels: [
            {
              axis: 'gain in mean return over the clinician who is left alone',
              scale: linearScale([
                0,
                ...candidates.flatMap(({ gain, lower }) => [gain, lower]),
                ...(adjustedLower === undefined ? [] : [adjustedLower]),
              ]),
              references: [{ value: 0, label: 'no gain', kind: 'plain' }],
              draw,
              columns: [
                { head: 'gain', cell: (row) => told(row, ({ gain }) => signed(gain, 4), '0') },
                { head: `at least, ${percent(level)}`, cell: (row) => told(row, ({ lower }) => signed(lower, 4), '0') },
                { head: 'share held', cell: (row) => told(row, ({ shareHeld }) => percent(shareHeld), percent(1)) },
                { head: '', cell: (row) => (rows[row].strong ? 'chosen' : '') },
              ],
            },
          ],
        },
      ]}
      notes={[
        'Dot or diamond: estimated gain. Stroke to its left: the least gain, at that level. Ring: the least gain is not above 0.',
        chosenText(found),
      ]}
    />
  );
}

function chosenText(found: Improvement): string {
  const { winner, adjustedLower, candidates } = found;
  if (!winner) return 'No advice gains more than 0 for sure: keep the clinician.';
  if (candidates.length === 1) return `Diamond: ${winner.name}.`;
  const verdict = isBetter(found) ? 'better than the clinician' : 'not shown to be better than the clinician';
  return `Diamond: ${winner.name}, chosen as the best of ${candidates.length}, for which its bound goes down to ${signed(adjustedLower!, 4)} (grey stroke): ${verdict}.`;
}
