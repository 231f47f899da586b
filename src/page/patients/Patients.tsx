import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { sampleWords } from '../../report/captions/sampleWords.js';
import { capital } from '../patient/words/capital.js';
import { usePage } from '../state/pageContext.js';
import { ListControls } from './ListControls.js';
import { Pager } from './Pager.js';
import { PatientTable } from './PatientTable.js';

/** Rows of a page of the list. */
const ROWS = 8;

/** Everyone in the log, a few at a time, in the order that is asked for. */
export function Patients(): VNode {
  const { report, state, live } = usePage();
  const order = live.order.value;
  const page = useComputed(() => state.view.value.page).value;
  const { about, words, log } = report;
  const { many } = words.noun;
  const lastPage = Math.max(0, Math.ceil(order.length / ROWS) - 1);
  const first = Math.min(page, lastPage) * ROWS;
  return (
    <section id="patients" aria-labelledby="patients-title">
      <h2 id="patients-title">{capital(many)}</h2>
      {about.sampledFrom && <p class="section-lead">{sampleWords(words, log.nEpisodes, about.sampledFrom)}</p>}
      <ListControls />
      {order.length === 0 ? (
        <p class="list-empty">{`None of the ${many} of this log ended so.`}</p>
      ) : (
        <PatientTable episodes={order.subarray(first, first + ROWS)} />
      )}
      <Pager first={first} rows={ROWS} of={order.length} />
    </section>
  );
}
