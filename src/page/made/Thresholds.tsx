import type { VNode } from 'preact';
import type { VerdictThresholds } from '../../honest/verdict/thresholds.js';
import { percent } from '../../report/numbers.js';
import type { ReportAbout } from '../../report/report.js';

/** What a figure is, and how its threshold reads. */
const FIGURES: readonly (readonly [keyof VerdictThresholds, string, (threshold: number) => string])[] = [
  ['fragility', 'Lost to one bad case more a state and action, of the range of returns', above],
  ['thinShare', 'Steps under the policy that rest on at most two cases', above],
  ['thinChanges', 'Changed decisions that rest on at most two cases', above],
  ['effectiveSize', 'Episodes of equal weight', below],
  ['largestWeightShare', 'Weight of one episode', above],
  ['shareHeld', 'Of what happens under the policy, held by the log', (share) => `under ${percent(share)}`],
  ['stateTests', 'Tests of what the states hide that could run', below],
];

/** From where on figures speak against an estimate. */
export function Thresholds({ thresholds: { unreliable, weak } }: Pick<ReportAbout, 'thresholds'>): VNode {
  return (
    <div>
      <h3>When a figure speaks against an estimate</h3>
      <div class="table-wrap" tabIndex={0} role="region" aria-label="Thresholds of the verdict">
        <table>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">Do not rely on it</th>
              <th scope="col">Weak</th>
            </tr>
          </thead>
          <tbody>
            {FIGURES.map(([figure, name, told]) => (
              <tr>
                <th scope="row">{name}</th>
                <td class="nowrap">{cell(unreliable[figure], told)}</td>
                <td class="nowrap">{cell(weak[figure], told)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="made-note">
        Not to be relied on either: what a test finds the states to hide something for, and a known truth outside every
        interval.
      </p>
    </div>
  );
}

function cell(threshold: number | undefined, told: (threshold: number) => string): string {
  return threshold === undefined ? '' : told(threshold);
}

function above(share: number): string {
  return `over ${percent(share)}`;
}

function below(number: number): string {
  return `under ${number}`;
}
