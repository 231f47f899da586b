import type { VNode } from 'preact';
import { count, decimal, signed } from '../../../report/numbers.js';
import { saveFile } from '../../figure/download/saveFile.js';
import { Gap } from './Gap.js';
import type { PipelineState } from './pipelineState.js';
import { type Run, runsCsv } from './runs.js';

/** What was tried in this sitting, so that one sees what makes promises come true. */
export function Runs({ state }: { readonly state: PipelineState }): VNode {
  const { runs, queue, ladder, stop, clear } = state;
  return (
    <section class="pg-runs" aria-labelledby="runs-title">
      <h2 id="runs-title">Tried in this sitting</h2>
      <p class="pg-note">
        A line a run: <span class="truth">truth ◆</span> and <span class="cf">promise ●</span> from −1, all die, to +1,
        all discharged. The shorter the line, the better the promise was kept.
      </p>
      <div class="pg-buttons">
        {queue.value.length > 0 ? (
          <button type="button" onClick={stop}>
            Stop
          </button>
        ) : (
          <button type="button" onClick={ladder}>
            Try every number of patients
          </button>
        )}
        <button
          type="button"

          disabled={runs.value.length === 0}
          onClick={() => {
            saveFile('runs.csv', runsCsv(runs.value), 'text/csv');
          }}
        >
          Save as CSV
        </button>
        <button type="button" disabled={runs.value.length === 0} onClick={clear}>
          Clear
        </button>
      </div>
      {runs.value.length > 0 && <RunsTable runs={runs.value} />}
    </section>
  );
}

function RunsTable({ runs }: { readonly runs: readonly Run[] }): VNode {
  return (
    <div class="table-wrap" tabIndex={0} role="region" aria-label="Table of runs">
      <table class="pg-table">
        <thead>
          <tr>
            {['Patients', 'Pessimism', 'Sees', 'Plan', 'Seed', 'Promise', 'Truth', 'Gap'].map((name) => (
              <th scope="col">{name}</th>
            ))}
            <th scope="col">−1 to 1</th>
            <th scope="col">The log says</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr>
              <th scope="row">{count(run.patients)}</th>
              <td>{run.worst}</td>
              <td>{run.space}</td>
              <td>
                {run.plan === 'forever' ? 'for ever' : 'by step'}, {run.discount}, {run.horizon} steps
              </td>
              <td>{run.seed}</td>
              <td class="cf">{decimal(run.promise)}</td>
              <td class="truth">{decimal(run.truth)}</td>
              <td>{signed(run.promise - run.truth)}</td>
              <td>
                <Gap promise={run.promise} truth={run.truth} />
              </td>
              <td>{run.verdict}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
