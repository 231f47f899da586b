import type { VNode } from 'preact';
import type { ReportAbout } from '../../report/report.js';

/** Digits of a hash that tell files apart at a glance. */
const SHOWN = 12;

/** What was read, by its hash: the start of it is seen, the whole is its title and what is copied. */
export function Inputs({ inputs }: Pick<ReportAbout, 'inputs'>): VNode {
  return (
    <>
      <h3>What was read</h3>
      <div class="table-wrap" tabIndex={0} role="region" aria-label="What was read">
        <table class="made-inputs">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">SHA-256</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(inputs).map(([name, hash]) => (
              <tr>
                <th scope="row">{name}</th>
                <td>
                  <details>
                    <summary title={hash}>
                      <code>{hash.slice(0, SHOWN)}…</code>
                    </summary>
                    <code>{hash}</code>
                  </details>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
