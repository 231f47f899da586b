import type { VNode } from 'preact';
import type { CoupledDecision } from '../../report/coupledDecision.js';
import { percent } from '../../report/numbers.js';
import { Chart } from '../figure/Chart.js';
import { Figure } from '../figure/Figure.js';
import { CutText } from '../figure/text/CutText.js';
import { shortName } from '../figure/text/shortName.js';
import { differing } from './differing.js';
import { useWidth } from '../figure/useWidth.js';
import { usePage } from '../state/pageContext.js';
import { Heatmap } from './Heatmap.js';

const TITLE = 'What each mechanism takes to go together';
const [HEAD, GAP, FOOT] = [38, 28, 16];
/** Side of a cell, in pixels: at most, and the least that holds a number. */
const [MOST, LEAST] = [44, 30];
/** Room for the letters of rows. */
const LETTERS = 20;

/** The couplings of one pair of actions in one state, a small heatmap for each mechanism. */
export function CouplingsFigure({ example }: { readonly example: CoupledDecision }): VNode {
  const { report } = usePage();
  const [box, width] = useWidth(1132);
  const { mechanisms, words } = report;
  const k = example.outcomes.length;
  const places = Array.from({ length: k }, (_, i) => i);
  const [rowsShown, columnsShown] = [example.p, example.q].map((row) => places.filter((i) => row[i] > 0));
  const names = differing(Array.from(example.outcomes, (state) => words.states[state])).map(told);
  const columns = Math.max(
    1,
    Math.min(mechanisms.length, Math.floor((width + GAP) / (LETTERS + columnsShown.length * LEAST + GAP))),
  );
  const cell = Math.max(
    12,
    Math.min(MOST, Math.floor(((width + GAP) / columns - GAP - LETTERS) / columnsShown.length)),
  );
  const panel = { width: LETTERS + columnsShown.length * cell, height: HEAD + rowsShown.length * cell + FOOT };
  const rows = Math.ceil(mechanisms.length / columns);
  const [given, other] = [words.actions[example.action], words.actions[example.otherAction]].map(shortName);
  return (
    <Figure
      title={TITLE}
      caption={
        <>
          {`The state was ${told(words.states[example.state])}. What was given: ${given}; by the policy: ${other}. A row is what came of the one, a column what would have come of the other, a cell the probability of both in %: the darker, the likelier. All mechanisms have the same sums of rows and columns, which is all that data can tell.`}
          <span class="coupling-key">
            {names.map((name, i) => (
              <span title={words.states[example.outcomes[i]]}>
                <b>{letterOf(i)}</b>
                {` ${name}`}
              </span>
            ))}
          </span>
        </>
      }
      table={() => ({
        head: ['mechanism', `with ${given}`, ...columnsShown.map((y) => `with ${other}: ${names[y]}`)],
        rows: mechanisms.flatMap(({ name }, m) =>
          rowsShown.map((x) => [name, names[x], ...columnsShown.map((y) => percent(example.couplings[m][x * k + y]))]),
        ),
      })}
    >
      <div ref={box}>
        <Chart
          id="couplings"
          width={width}
          height={rows * panel.height + (rows - 1) * 12}
          title={TITLE}
          description={described(
            example,
            mechanisms.map(({ name }) => name),
          )}
        >
          {mechanisms.map(({ name }, m) => (
            <g
              transform={`translate(${(m % columns) * (panel.width + GAP)},${Math.floor(m / columns) * (panel.height + 12)})`}
            >
              <CutText class="strong" text={name} x={LETTERS} y={12} width={panel.width - LETTERS} bold={620} />
              <Heatmap
                coupling={example.couplings[m]}
                k={k}
                rows={rowsShown}
                columns={columnsShown}
                cell={cell}
                left={LETTERS}
                top={HEAD}
                letter={letterOf}
              />
            </g>
          ))}
        </Chart>
      </div>
    </Figure>
  );
}

/** States differ in their last words, so that more of a name is told than elsewhere. */
function told(name: string): string {
  return name.length <= 160 ? name : `${name.slice(0, 159)}…`;
}

function letterOf(i: number): string {
  return String.fromCharCode(65 + i);
}

/** The likeliest cells of each coupling. */
function described({ outcomes, couplings }: CoupledDecision, names: readonly string[]): string {
  const k = outcomes.length;
  return names
    .map((name, m) => {
      const cells = Array.from(couplings[m].entries())
        .filter(([, p]) => p >= 0.005)
        .map(([cell, p]) => `${letterOf(Math.floor(cell / k))} and ${letterOf(cell % k)} ${percent(p)}`);
      return `${name}: ${cells.join(', ')}.`;
    })
    .join(' ');
}
