import type { VNode } from 'preact';
import type { StateCheck, StateTestResult, TestThatRan } from '../../honest/checkStates/checkStates.js';
import { count } from '../../report/numbers.js';
import { RowsPicture } from './rows/RowsPicture.js';
import { Diamond, Dot, OffAxis, Range } from './rows/marks.js';
import { type Scale, logScale } from './rows/scale.js';

export interface StateTestsPictureProps {
  readonly check: StateCheck;
  /** What was found, in a sentence or two. */
  readonly findings: string;
}

/** Below this a p is as good as 0, and one of 1e-36 would leave no room for the others. */
const LEAST = 1e-4;

/** The tests of whether states hide something: p and adjusted p of each on a logarithmic axis. */
export function StateTestsPicture({ check, findings }: StateTestsPictureProps): VNode {
  const { tests, permutations, level, nEpisodes, nSteps } = check;
  const scale = logScale([1, level, Math.min(LEAST, 1 / (permutations + 1))]);
  return (
    <RowsPicture
      title="Do the states hide something?"
      subtitle={`${count(nEpisodes)} episodes, ${count(nSteps)} steps; ${permutations} permutations a test, level ${level} over all tests (Holm)`}
      sections={[
        {
          rows: tests.map((test) => ({ label: `${test.name} ${test.question}`, strong: isRejected(test) })),
          panels: [
            {
              axis: 'p, logarithmic',
              scale,
              references: [{ value: level, label: `level ${level}`, kind: 'least' }],
              draw: (row, x, y) => {
                const test = tests[row];
                return 'reason' in test ? null : drawn(test, scale, x, y);
              },
              columns: [
                { head: 'steps that tell', cell: (row) => ifRan(tests[row], (test) => count(test.nSteps)) },
                { head: 'p', cell: (row) => ifRan(tests[row], ({ p }) => pText(p)) },
                { head: 'adjusted p', cell: (row) => ifRan(tests[row], ({ adjustedP }) => pText(adjustedP)) },
                { head: 'answer', cell: (row) => answerOf(tests[row]) },
              ],
            },
          ],
        },
      ]}
      notes={[
        'Ring: p, how often so much would be seen where nothing is hidden. Full mark: p adjusted for all tests. Diamond: the test rejects. Arrow: less than the axis shows.',
        findings,
      ]}
      width={960}
    />
  );
}

function drawn(
  { p, adjustedP, rejected }: TestThatRan,
  { domain: [least] }: Scale,
  x: (value: number) => number,
  y: number,
): VNode {
  const tone = rejected ? 'bad' : 'ink-2';
  return (
    <g>
      <Range from={x(Math.max(least, p))} to={x(Math.max(least, adjustedP))} y={y} tone={tone} />
      {p < least ? <OffAxis x={x(least)} y={y} tone={tone} /> : <Dot x={x(p)} y={y} tone={tone} hollow />}
      {rejected ? (
        <Diamond x={x(Math.max(least, adjustedP))} y={y} tone={tone} />
      ) : (
        <Dot x={x(adjustedP)} y={y} tone={tone} />
      )}
    </g>
  );
}

function isRejected(test: StateTestResult): boolean {
  return 'rejected' in test && test.rejected;
}

function ifRan(test: StateTestResult, text: (test: TestThatRan) => string): string {
  return 'reason' in test ? '' : text(test);
}

function answerOf(test: StateTestResult): string {
  return 'reason' in test ? 'could not run' : test.rejected ? 'yes' : 'no sign';
}

function pText(p: number): string {
  return p === 0 ? '0' : p < 1e-4 ? p.toExponential(0).replace('-', '\u2212') : p.toFixed(4);
}
