import type { VNode } from 'preact';

/** What a figure shows, in rows, for those who want the numbers. */
export interface FigureTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What stands in cells of numbers: digits with what belongs to them. */
const NUMBER = /^[−+<>±]?[\d., −–[\]%\u00a0to]*\d[\d., −–[\]%\u00a0to†]*$/;

/** Rows of texts; those that read as numbers stand at the right. The first of a row names it. */
export function NumbersTable({ head, rows, name }: FigureTable & { readonly name: string }): VNode {
  const isNumber = head.map((_, k) => k > 0 && rows.every((row) => row[k] === '' || NUMBER.test(row[k])));
  const classOf = (k: number): { readonly class?: string } => (isNumber[k] ? { class: 'number' } : {});
  return (
    <div class="table-wrap" tabIndex={0} role="region" aria-label={name}>
      <table>
        <thead>
          <tr>
            {head.map((text, k) => (
              <th scope="col" {...classOf(k)}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest]) => (
            <tr>
              <th scope="row">{first}</th>
              {rest.map((text, k) => (
                <td {...classOf(k + 1)}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
