import type { VNode } from 'preact';
import { patientsCsv } from '../../report/downloads/patientsCsv.js';
import { reportJson } from '../../report/downloads/reportJson.js';
import { wholeReport } from '../../report/downloads/wholeReport.js';
import { saveFile } from '../figure/download/saveFile.js';
import { usePage } from '../state/pageContext.js';

/** @param policy index of the one that the rows are about */
export function Downloads({ policy }: { readonly policy: number }): VNode {
  const { report, state } = usePage();
  const { many } = report.words.noun;
  return (
    <div class="downloads screen-only">
      <h3>Download</h3>
      <p>
        <button
          type="button"
          onClick={() => {
            const { mechanism } = state.view.peek();
            void wholeReport(report).then((whole) => {
              saveFile(`${many}.csv`, patientsCsv(whole, policy, mechanism), 'text/csv');
            });
          }}
        >
          {many[0].toUpperCase()}
          {many.slice(1)} as CSV
        </button>{' '}
        <button
          type="button"
          onClick={() => {
            void wholeReport(report).then((whole) => {
              saveFile('report.json', reportJson(whole), 'application/json');
            });
          }}
        >
          All figures as JSON
        </button>
      </p>
      <p class="made-note">
        The CSV has a row for each of the {many}, under {report.policies[policy].name} by the mechanism that is chosen
        above; the JSON has every policy and mechanism.
      </p>
    </div>
  );
}
