import type { VNode } from 'preact';
import type { CoupledDecision } from '../../report/coupledDecision.js';
import { percent } from '../../report/numbers.js';
import { Chart } from '../figure/Chart.js';
import { Figure } from '../figure/Figure.js';
import { cut } from '../figure/text/cut.js';
import { shortName } from '../figure/text/shortName.js';
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
  const columns = Math.max(1, Math.min(mechanisms.length, Math.floor((width + GAP) / (LETTERS + k * LEAST + GAP))));
  const cell = Math.max(12, Math.min(MOST, Math.floor(((width + GAP) / columns - GAP - LETTERS) / k)));
  const panel = { width: LETTERS + k * cell, height: HEAD + k * cell + FOOT };
  const rows = Math.ceil(mechanisms.length / columns);
  const [given, other] = [words.actions[example.action], words.actions[example.otherAction]].map(shortName);
  return (
    <Figure
      title={TITLE}
      caption={
        <>
          {`In the state ${shortName(words.states[example.state])}, ${given} was given, and the policy would have given ${other}. A row is what came of the one, a column what would have come of the other, a cell the probability of both: the darker, the likelier. All mechanisms have the same sums of rows and columns, which is all that data can tell.`}
          <span class="coupling-key">
            {Array.from(example.outcomes, (state, i) => (
              <span>
                <b>{letterOf(i)}</b>
                {` ${shortName(words.states[state])}`}
              </span>
            ))}
          </span>
        </>
      }
      table={() => ({
        head: [
          'mechanism',
          `with ${given}`,
          ...Array.from(example.outcomes, (state) => `with ${other}: ${shortName(words.states[state])}`),
        ],
        rows: mechanisms.flatMap(({ name }, m) =>
          Array.from(example.outcomes, (state, x) => [
            name,
            shortName(words.states[state]),
            ...Array.from(example.couplings[m].subarray(x * k, (x + 1) * k), percent),
          ]),
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
              <text class="strong" x={LETTERS} y={12}>
                <title>{name}</title>
                {cut(name, panel.width - LETTERS, 12.5, 620)}
              </text>
              <Heatmap coupling={example.couplings[m]} k={k} cell={cell} left={LETTERS} top={HEAD} letter={letterOf} />
            </g>
          ))}
        </Chart>
      </div>
    </Figure>
  );
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
