import type { VNode } from 'preact';
import { count } from '../../report/numbers.js';
import { usePage } from '../state/pageContext.js';

export interface PagerProps {
  /** Place in the list of the first row that is shown, from 0. */
  readonly first: number;
  /** Of a page. */
  readonly rows: number;
  /** Length of the list. */
  readonly of: number;
}

/** Where in the list its rows are, and the way to others; nothing where all are on one page. */
export function Pager({ first, rows, of }: PagerProps): VNode | null {
  const { state } = usePage();
  if (of <= rows) return null;
  const page = first / rows;
  const last = Math.ceil(of / rows) - 1;
  const turn = (name: string, to: number): VNode => (
    <button
      type="button"
      disabled={to < 0 || to > last || to === page}
      onClick={() => {
        state.look((draft) => {
          draft.page = to;
        });
      }}
    >
      {name}
    </button>
  );
  return (
    <nav class="pager" aria-label="Pages of the list">
      {turn('First', 0)}
      {turn('Previous', page - 1)}
      <span>{`${count(first + 1)}–${count(Math.min(of, first + rows))} of ${count(of)}`}</span>
      {turn('Next', page + 1)}
      {turn('Last', last)}
    </nav>
  );
}
