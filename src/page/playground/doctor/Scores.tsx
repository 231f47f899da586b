import type { VNode } from 'preact';
import { decimal, signed } from '../../../report/numbers.js';
import { Code } from '../controls/Code.js';
import { saveFile } from '../../figure/download/saveFile.js';
import { Keep } from './Keep.js';
import { COMMANDS } from './commands.js';
import { returnOf } from './visit.js';
import { visitsCsv } from './visitsCsv.js';
import type { Score, WardState } from './wardState.js';

/** Everybody's visits, in this page alone, and the log of them. */
export function Scores({ state, version }: { readonly state: WardState; readonly version: string }): VNode {
  const { scores } = state;
  const none = scores.value.length === 0;
  return (
    <section class="pg-runs" aria-labelledby="scores-title">
      <h3 id="scores-title">Patients treated</h3>
      {none ? <p class="pg-note">None yet.</p> : <ScoresTable scores={scores.value} />}
      <div class="pg-buttons">
        <button
          type="button"

          disabled={none}
          onClick={() => {
            saveFile(
              'class.csv',
              visitsCsv(
                scores.value.map(({ visit }) => visit),
                version,
              ),
              'text/csv',
            );
          }}
        >
          Save the log
        </button>
        <button
          type="button"

          disabled={none}
          onClick={() => {
            state.restore([]);
          }}
        >
          Clear
        </button>
        <Keep state={state} />
      </div>
      <details class="pg-whole">
        <summary>What to do with the log</summary>
        <p class="pg-note">
          It is a log like any other: who treated whom, step by step. Learn from the class, judge the class, judge
          others by it.
        </p>
        <Code label="Commands for the log" text={COMMANDS} />
      </details>
    </section>
  );
}

function ScoresTable({ scores }: { readonly scores: readonly Score[] }): VNode {
  const judged = scores.flatMap(({ visit, judgement }) => (judgement ? [{ visit, judgement }] : []));
  return (
    <div class="table-wrap" tabIndex={0} role="region" aria-label="Table of patients">
      <table class="pg-table">
        <thead>
          <tr>
            {['Who', 'Ward', 'Patient', 'Steps', 'Return', 'Physician', 'Best plan', 'Assumed'].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scores.map(({ visit, judgement, mechanism }) => (
            <tr>
              <th scope="row">{visit.doctor}</th>
              <td>{visit.seed}</td>
              <td>{visit.patient}</td>
              <td>{visit.actions.length}</td>
              <td>{signed(returnOf(visit), 0)}</td>
              <td class="cf">{judgement ? decimal(judgement.physician.expectedReturn) : '…'}</td>
              <td class="cf">{judgement ? decimal(judgement.best.expectedReturn) : '…'}</td>
              <td>{mechanism}</td>
            </tr>
          ))}
        </tbody>
        {judged.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">Mean</th>
              <td colSpan={3} />
              <td>{decimal(mean(judged.map(({ visit }) => returnOf(visit))))}</td>
              <td class="cf">{decimal(mean(judged.map(({ judgement }) => judgement.physician.expectedReturn)))}</td>
              <td class="cf">{decimal(mean(judged.map(({ judgement }) => judgement.best.expectedReturn)))}</td>
              <td />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
