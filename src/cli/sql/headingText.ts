import type { Dialect } from '../../aggregates/sql/dialect/dialect.js';
import type { Provenance } from '../../files/index.js';

/**
 * The comment that opens a query: whether it was ever run, where it comes from, and what to do with it. All in it is
 * ours, or JSON, which no line break leaves.
 */
export function headingText(
  { title, untested, usage }: Dialect,
  what: 'fit' | 'ope',
  { least, provenance }: { readonly least: number | undefined; readonly provenance: Provenance },
): string {
  const lines = [
    ...(untested === undefined
      ? []
      : [
          `UNTESTED: written for ${title} and not run there, as ${untested}. Hold its counts against those of a part of the log that couplet fit reads.`,
        ]),
    `couplet ${JSON.stringify(provenance)}`,
    `One table of sums for ${title}; it changes nothing. Run: ${usage}`,
    `Then: couplet ${what === 'fit' ? 'fit --counts' : 'ope --aggregates'} with the file that it gives.`,
    ...(least === undefined ? [] : smallCells(least)),
  ];
  return lines.map((line) => `-- ${line}\n`).join('');
}

function smallCells(least: number): string[] {
  return [
    `Small cells identify patients: rows made of fewer than ${least} episodes, or whose weights are of fewer, are left out,`,
    `and rows 'withheld' tell how many. That does not make the rest anonymous by itself: sums can be taken from one another.`,
  ];
}
