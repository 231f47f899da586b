import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';

/** What a figure shows, in rows, for those who want the numbers. */
export interface FigureTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface FigureProps {
  /** What is seen, in a few words. */
  readonly title: string;
  /** At most three sentences: what a mark is, how to read it, what it does not cover. */
  readonly caption: ComponentChildren;
  /** Computed when it is asked for. */
  readonly table: () => FigureTable;
  /** The drawing, an svg with `role="img"`, a title and a description that holds the numbers. */
  readonly children: ComponentChildren;
}

/** A figure with its title, caption, and the same as a table. */
export function Figure({ title, caption, table, children }: FigureProps): VNode {
  const [isTable, setTable] = useState(false);
  return (
    <figure>
      <h3 class="figure-title">{title}</h3>
      {isTable ? <NumbersTable {...table()} /> : children}
      <figcaption>{caption}</figcaption>
      <p class="figure-tools">
        <button
          type="button"
          class="link"
          aria-pressed={isTable}
          onClick={() => {
            setTable(!isTable);
          }}
        >
          as a table
        </button>
      </p>
    </figure>
  );
}

function NumbersTable({ head, rows }: FigureTable): VNode {
  return (
    <div class="table-wrap" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
