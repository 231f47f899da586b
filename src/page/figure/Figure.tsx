import type { ComponentChildren, VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { type FigureTable, NumbersTable } from './NumbersTable.js';
import { saveFile } from './download/saveFile.js';
import { standaloneSvg } from './download/standaloneSvg.js';

export type { FigureTable } from './NumbersTable.js';

export interface FigureProps {
  /** What is seen, in a few words. */
  readonly title: string;
  /** At most three sentences: what a mark is, how to read it, what it does not cover. */
  readonly caption: ComponentChildren;
  /** Computed when it is asked for. */
  readonly table: () => FigureTable;
  /** The drawing: see `Chart`. Its first svg is what can be saved. */
  readonly children: ComponentChildren;
  /** Of the title; default `h3`, as figures stand below the heading of a part. */
  readonly heading?: 'h2' | 'h3';
  /** Beside the title. */
  readonly aside?: ComponentChildren;
  /** Under the caption: what is odd about single marks. */
  readonly notes?: ComponentChildren;
}

/** A figure with its title, caption, the same as a table, and as a file. */
export function Figure({ title, caption, table, children, heading: Heading = 'h3', aside, notes }: FigureProps): VNode {
  const [isTable, setTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  return (
    <figure>
      <div class="figure-head">
        <Heading class="figure-title">{title}</Heading>
        {aside}
      </div>
      <div class="figure-body" ref={body}>
        {isTable ? <NumbersTable {...table()} name={title} /> : children}
      </div>
      <figcaption>
        {caption}
        {notes}
      </figcaption>
      <p class="figure-tools">
        {!isTable && (
          <button
            type="button"
            class="link"
            aria-label={`Save as SVG: ${title}`}
            onClick={() => {
              const drawing = body.current!.querySelector('svg')!;
              saveFile(`${slug(title)}.svg`, standaloneSvg(drawing), 'image/svg+xml');
            }}
          >
            SVG
          </button>
        )}
        <button
          type="button"
          class="link"
          aria-label={`${isTable ? 'As a drawing' : 'As a table'}: ${title}`}
          onClick={() => {
            setTable(!isTable);
          }}
        >
          {isTable ? 'as a drawing' : 'as a table'}
        </button>
      </p>
    </figure>
  );
}

/** A title as the name of a file. */
function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
