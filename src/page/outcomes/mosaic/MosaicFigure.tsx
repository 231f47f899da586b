import type { VNode } from 'preact';
import { count, percent } from '../../../report/numbers.js';
import type { ReportWords } from '../../../report/report.js';
import { wholeSize } from '../../../report/captions/wholeSize.js';
import { Chart } from '../../figure/Chart.js';
import { Figure } from '../../figure/Figure.js';
import { Hatch } from '../../figure/Hatch.js';
import { CutText } from '../../figure/text/CutText.js';
import { cut } from '../../figure/text/cut.js';
import { textWidth } from '../../figure/text/textWidth.js';
import { useWidth } from '../../figure/useWidth.js';
import { spread } from '../../figure/text/spread.js';
import { useShown } from '../../patients/useShown.js';
import { type MosaicCell, type MosaicRow, mosaic } from './mosaic.js';
import { mosaicSummary, mosaicTable } from './mosaicWords.js';

const TITLE = 'Who would have fared differently';
const HATCH = 'mosaic-hatch';

/** Height of all rows, without the gaps between them. */
const HEIGHT = 240;
const [TOP, ROW_GAP, CELL_GAP] = [24, 6, 1.5];
/** Of two lines of a row's label, and of one. */
const [TWO_LINES, ONE_LINE] = [32, 17];
/** Narrower cells, and lower ones, hold no words. */
const [LABELLED_WIDTH, LABELLED_HEIGHT] = [90, 16];

/** What happened against what would have. */
export function MosaicFigure(): VNode {
  const { report, policy, mechanism, figures } = useShown();
  const [box, width] = useWidth(518);
  const left = width < 420 ? 92 : 128;
  const { words } = report;
  const n = wholeSize(report).episodes;
  const rows = mosaic(figures.summary.outcomeTable, words.outcomes, { width: width - left, height: HEIGHT });
  const height = TOP + HEIGHT + ROW_GAP * (rows.length - 1);
  const middles = rows.map((row, i) => top(row, i) + row.height / 2);
  const lines = rows.map((row) => (row.height < TWO_LINES ? ONE_LINE : TWO_LINES));
  const labels = spread(middles, Math.max(ONE_LINE, Math.min(...lines)), TOP + 6, height - 6);
  return (
    <Figure
      title={TITLE}
      caption={`Rows are what happened, their height the number of ${words.noun.many}. Within a row, widths are what would have become of them under ${policy.name}, by ${mechanism.name}, given what was seen of each; bad ends are hatched. It is the model that says so, and an error of the model is not shown.`}
      table={() => mosaicTable(rows, words, n)}
    >
      <div ref={box}>
        <Chart id="mosaic" width={width} height={height} title={TITLE} description={mosaicSummary(rows, words, n)}>
          <Hatch id={HATCH} />
          <text class="axis-note" x={0} y={12}>
            was
          </text>
          <text class="axis-note" x={left} y={12}>
            would have been
          </text>
          {rows.map((row, i) => (
            <g>
              <RowLabel row={row} y={labels[i]} words={words} n={n} width={left - 10} isShort={lines[i] === ONE_LINE} />
              {row.cells.map((cell) => (
                <Cell cell={cell} x={left + cell.x} y={top(row, i)} height={row.height} words={words} />
              ))}
            </g>
          ))}
        </Chart>
      </div>
    </Figure>
  );
}

/** Where a row starts, with the gaps above it. */
function top({ y }: MosaicRow, i: number): number {
  return TOP + y + i * ROW_GAP;
}

interface RowLabelProps {
  readonly row: MosaicRow;
  readonly y: number;
  readonly words: ReportWords;
  readonly n: number;
  readonly width: number;
  readonly isShort: boolean;
}

function RowLabel({ row, y, words, n, width, isShort }: RowLabelProps): VNode {
  const number = count(Math.round(row.share * n));
  const { share } = words.outcomes[row.outcome];
  if (isShort)
    return (
      <text x={0} y={y + 4}>
        <title>{share}</title>
        <tspan class="strong">{cut(share, width - textWidth(` ${number}`, 12), 12.5, 620)}</tspan>
        <tspan class="soft">{` ${number}`}</tspan>
      </text>
    );
  return (
    <>
      <CutText class="strong" text={share} x={0} y={y - 3} width={width} bold={620} />
      <text class="axis-note" x={0} y={y + 13}>{`${number} ${number === '1' ? words.noun.one : words.noun.many}`}</text>
    </>
  );
}

interface CellProps {
  readonly cell: MosaicCell;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly words: ReportWords;
}

function Cell({ cell, x, y, height, words }: CellProps): VNode {
  const { share, tone } = words.outcomes[cell.outcome];
  const width = Math.max(0.5, cell.width - CELL_GAP);
  const label = cut(`${percent(cell.share)} ${share}`, width - 16, 12.5, 560);
  return (
    <g>
      <title>{`${percent(cell.share)} ${share}`}</title>
      <rect class={`fill ${tone}`} x={x} y={y} width={width} height={height} />
      {tone === 'bad' && <rect fill={`url(#${HATCH})`} x={x} y={y} width={width} height={height} />}
      {cell.width > LABELLED_WIDTH && height >= LABELLED_HEIGHT && (
        <text class={`on-fill ${tone}`} x={x + 8} y={y + height / 2 + 4.5}>
          {label}
        </text>
      )}
    </g>
  );
}
