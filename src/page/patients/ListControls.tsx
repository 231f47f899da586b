import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { count } from '../../report/numbers.js';
import { usePage } from '../state/pageContext.js';
import type { Sort } from '../state/view.js';
import { outcomesSeen } from '../outcomes/outcomesSeen.js';
import { useShown } from './useShown.js';

const SORTS: readonly (readonly [Sort, string])[] = [
  ['gain', 'largest gain'],
  ['loss', 'largest loss'],
  ['width', 'most resting on the mechanism'],
  ['name', 'name'],
];

/** Whom the list shows, and in which order. */
export function ListControls(): VNode {
  const { state } = usePage();
  const { report, figures } = useShown();
  const filter = useComputed(() => state.view.value.filter).value;
  const sort = useComputed(() => state.view.value.sort).value;
  const seen = outcomesSeen(figures.summary.outcomeTable);
  const ended = new Uint32Array(report.words.outcomes.length);
  for (const outcome of figures.evaluation.observedOutcome) ended[outcome] += 1;
  return (
    <div class="list-controls">
      {seen.length > 1 && (
        <label>
          Show{' '}
          <select
            value={String(filter)}
            onChange={({ currentTarget: { value } }) => {
              state.look((draft) => {
                draft.filter = value === 'all' ? 'all' : Number(value);
                draft.page = 0;
              });
            }}
          >
            <option value="all">{`all ${report.words.noun.many} (${count(report.log.nEpisodes)})`}</option>
            {seen.map((o) => (
              <option value={String(o)}>{`${report.words.outcomes[o].share} (${count(ended[o])})`}</option>
            ))}
          </select>
        </label>
      )}
      <label>
        Sort by{' '}
        <select
          value={sort}
          onChange={({ currentTarget: { value } }) => {
            state.look((draft) => {
              draft.sort = value as Sort;
              draft.page = 0;
            });
          }}
        >
          {SORTS.map(([key, name]) => (
            <option value={key}>{name}</option>
          ))}
        </select>
      </label>
    </div>
  );
}
