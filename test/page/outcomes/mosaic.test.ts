import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mosaic } from '../../../src/page/outcomes/mosaic/mosaic.js';
import { mosaicSummary, mosaicTable } from '../../../src/page/outcomes/mosaic/mosaicWords.js';
import type { OutcomeWords, ReportWords } from '../../../src/report/report.js';

const outcomes: readonly OutcomeWords[] = [
  { was: 'was still in care', share: 'in care', tone: 'going' },
  { was: 'died', share: 'dead', tone: 'bad' },
  { was: 'was discharged', share: 'discharged', tone: 'good' },
];
const words: ReportWords = { noun: { one: 'patient', many: 'patients' }, states: [], actions: [], outcomes };
const frame = { width: 400, height: 200 };
/** A quarter died, of whom a half would have been discharged; the others were discharged, and would have been. */
const table = Float64Array.of(0, 0, 0, 0, 0.125, 0.125, 0, 0, 0.75);

describe('mosaic', () => {
  it('places rows and cells by hand, from bad to good, and leaves out what was not', () => {
    expect(mosaic(table, outcomes, frame)).toEqual([
      {
        ...{ outcome: 1, share: 0.25, y: 0, height: 50 },
        cells: [
          { outcome: 1, share: 0.5, x: 0, width: 200 },
          { outcome: 2, share: 0.5, x: 200, width: 200 },
        ],
      },
      { outcome: 2, share: 0.75, y: 50, height: 150, cells: [{ outcome: 2, share: 1, x: 0, width: 400 }] },
    ]);
  });

  it('fills the frame, each cell with the area of its share', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 9, maxLength: 9 }), (counts) => {
        const total = counts.reduce((a, b) => a + b, 0);
        fc.pre(total > 0);
        const shares = Float64Array.from(counts, (n) => n / total);
        const cells = mosaic(shares, outcomes, frame).flatMap((row) =>
          row.cells.map((cell) => ({ at: 3 * row.outcome + cell.outcome, area: row.height * cell.width })),
        );
        const areas = new Float64Array(9);
        for (const { at, area } of cells) areas[at] += area;
        expect(areas).toBeAllClose(
          shares.map((share) => share * 400 * 200),
          { rtol: 1e-9, atol: 1e-9 },
        );
      }),
    );
  });

  it('says every share in words and as a table', () => {
    const rows = mosaic(table, outcomes, frame);
    expect(mosaicSummary(rows, words, 8).replaceAll('\u00a0', ' ')).toBe(
      'Of 2 patients dead: would have been 50 % dead, 50 % discharged. Of 6 patients discharged: would have been 100 % discharged.',
    );
    expect(mosaicTable(rows, words, 8).rows.map((row) => row.join(' | ').replaceAll('\u00a0', ' '))).toEqual([
      'dead | 2 | 50 % | 50 % | 0 %',
      'discharged | 6 | 0 % | 100 % | 0 %',
    ]);
  });
});
