import type { VNode } from 'preact';
import { percent } from '../../../report/numbers.js';
import { Chart } from '../../figure/Chart.js';
import { textWidth } from '../../figure/text/textWidth.js';
import { wrapped } from '../../figure/text/wrapped.js';
import { useWidth } from '../../figure/useWidth.js';
import { usePage } from '../../state/pageContext.js';
import type { Here, Moment } from '../../state/compute/moment.js';
import { stateChanges } from '../words/stateChanges.js';
import { type NextRow, nextRows } from './nextRows.js';

/** Pixels of a row of one line, and of a line of its words. */
const [ROW, LINE] = [36, 14];
const WIDTH = 300;
/** Sizes of a name and of what stands beside it, as in the style sheet. */
const [NAME, MARK] = [12, 11];
const HAPPENED = '● happened';
/** Lines of a name: more are read by pointing at it. */
const MOST_LINES = 4;

/** What may follow the step: by what is known of the patient, whatever the mechanism, and by the model alone. */
export function NextStateBars({ moment, here }: { readonly moment: Moment; readonly here: Here }): VNode {
  const { report } = usePage();
  const [box, width] = useWidth(WIDTH);
  const { rows, others } = nextRows(here.next);
  const action = report.words.actions[here.action];
  const same = moment.seen?.state === here.state && moment.seen.action === here.action;
  const title = same ? 'The next state, with what was given' : `The next state, with ${action}`;
  const texts = stateChanges(
    report,
    here.state,
    rows.map(({ state }) => state),
  );
  let height = 4;
  const told = rows.map((row, i) => {
    const lines = wrapped(texts[i], (line) => width - (line === 0 ? beside(row) : 0), { size: NAME, most: MOST_LINES });
    const top = height - 4;
    height += ROW + LINE * (lines.length - 1);
    return { row, lines, top };
  });
  const description = told
    .map(
      ({ row }, i) =>
        `${texts[i]}: ${numbers(row)}, by the model alone ${percent(row.model)}${row.happened ? ', as happened' : ''}`,
    )
    .join('; ');
  return (
    <div class="next-states">
      <h4>{title}</h4>
      <div ref={box}>
        <Chart id="next-states" class="next" {...{ width, height, title, description }}>
          {told.map((placed) => (
            <Row {...placed} width={width} />
          ))}
        </Chart>
      </div>
      {others.count > 0 && (
        <p class="explorer-note">{`${others.count} other${others.count === 1 ? '' : 's'}: ${percent(others.chance)} together.`}</p>
      )}
      <Key isAfterLog={!moment.seen} />
    </div>
  );
}

/** `62 % (0 to 80 %)`, without bounds where they say the same. */
function numbers({ chance, lower, upper }: NextRow): string {
  if (percent(lower) === percent(chance) && percent(upper) === percent(chance)) return percent(chance);
  return `${percent(chance)} (${percent(lower).replace(/\s%$/, '')} to ${percent(upper)})`;
}

/** Pixels at the right of the first line of a name: its numbers, and whether it happened. */
function beside(row: NextRow): number {
  return textWidth(numbers(row), NAME) + 12 + (row.happened ? textWidth(HAPPENED, MARK) + 8 : 0);
}

interface RowProps {
  readonly row: NextRow;
  /** Its name. */
  readonly lines: readonly string[];
  readonly width: number;
  readonly top: number;
}

function Row({ row, lines, width, top }: RowProps): VNode {
  const { report } = usePage();
  const x = (share: number): number => 1 + share * (width - 2);
  const bar = top + LINE * lines.length + 4;
  return (
    <g>
      <title>{report.words.states[row.state]}</title>
      {lines.map((line, i) => (
        <text class="next-name" x={0} y={top + LINE * (i + 1) - 2}>
          {line}
          {i === 0 && row.happened && (
            <tspan class="next-happened" dx={8}>
              {HAPPENED}
            </tspan>
          )}
        </text>
      ))}
      <text class="next-value" x={width} y={top + LINE - 2} text-anchor="end">
        {numbers(row)}
      </text>
      <rect class="next-ground" x={x(0)} y={bar} width={width - 2} height={12} />
      {row.upper > row.lower && (
        <rect class="next-bounds" x={x(row.lower)} y={bar} width={x(row.upper) - x(row.lower)} height={12} />
      )}
      {row.chance > 0 && <rect class="next-bar" x={x(0)} y={bar + 3} width={x(row.chance) - x(0)} height={6} />}
      <line class="next-tick" x1={x(row.model)} x2={x(row.model)} y1={bar - 2} y2={bar + 14} />
    </g>
  );
}

function Key({ isAfterLog }: { readonly isAfterLog: boolean }): VNode {
  if (isAfterLog)
    return <p class="explorer-note">After the log nothing more is known: these are the model’s own chances.</p>;
  return (
    <p class="explorer-note next-key">
      <span>
        <span class="key-bar" /> given what happened
      </span>{' '}
      <span>
        <span class="key-bounds" /> bounds, any mechanism
      </span>{' '}
      <span>
        <span class="key-tick" /> without knowing it
      </span>
    </p>
  );
}
