import { escaped } from '../../../core/escaped.js';
import type { Panel, Row, Section } from './section.js';

/** All that a picture shows, in words: every row with all its figures. */
export function descriptionOf(subtitle: string, sections: readonly Section[], notes: readonly string[]): string {
  const told = sections.flatMap(({ heading, rows, panels }) =>
    panels.map((panel) => {
      const name = [heading, panel.heading ?? panel.axis].filter((part) => part !== undefined).join(', ');
      return `${name}: ${panelText(panel, rows)}.`;
    }),
  );
  return escaped([`${subtitle}.`, ...told, ...notes].join(' '));
}

function panelText({ columns, references = [] }: Panel, rows: readonly Row[]): string {
  const figures = rows.map(({ label }, row) => {
    const cells = columns.flatMap(({ head, cell }) => (cell(row) === '' ? [] : [`${head} ${cell(row)}`.trim()]));
    return `${label}: ${cells.join(', ')}`;
  });
  const lines = references.flatMap(({ label }) => (label === undefined ? [] : [label]));
  return [...figures, ...lines].join('; ');
}
