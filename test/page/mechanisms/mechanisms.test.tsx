import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../src/page/contentsOf.js';
import { CouplingsFigure } from '../../../src/page/mechanisms/CouplingsFigure.js';
import { Heatmap } from '../../../src/page/mechanisms/Heatmap.js';
import { Mechanisms } from '../../../src/page/mechanisms/Mechanisms.js';
import { differing } from '../../../src/page/mechanisms/differing.js';
import { widest } from '../../../src/page/mechanisms/spreadWords.js';
import { sepsisReport } from '../../support/report/reports.js';
import { rendered, tableOf } from '../rendered.js';

describe('Mechanisms', () => {
  it('tells the variance of every mechanism and the least in words', async () => {
    const report = await sepsisReport();
    const html = rendered(await contentsOf(report), <Mechanisms />);
    const { variances, least } = report.policies[0].decisions!;
    for (const { joint, given } of [...variances, least]) {
      expect(html).toContain(joint.toPrecision(3));
      expect(html).toContain(given.toPrecision(3));
    }
    expect(html).toContain('Under these 4 mechanisms the mean return over all patients runs from');
    expect(html).not.toMatch(/NaN|undefined| style="/);
  });
});

describe('CouplingsFigure', () => {
  it('has as a table what came of the one action by row, and of the other by column', async () => {
    const report = await sepsisReport();
    const example = {
      ...report.policies[0].decisions!.example!,
      ...{ outcomes: Uint32Array.of(0, 1), p: Float64Array.of(0.25, 0.75), q: Float64Array.of(0.5, 0.5) },
      couplings: report.mechanisms.map(() => Float64Array.of(0.2, 0.05, 0.3, 0.45)),
    };
    const { rows } = tableOf(await contentsOf(report), <CouplingsFigure example={example} />);
    expect(rows).toHaveLength(2 * report.mechanisms.length);
    expect(rows.slice(0, 2).map((row) => row.slice(2))).toEqual([
      ['20\u00a0%', '5\u00a0%'],
      ['30\u00a0%', '45\u00a0%'],
    ]);
  });
});

describe('Heatmap', () => {
  it('has a cell for each row and column that can be, and numbers where they fit', async () => {
    const contents = await contentsOf(await sepsisReport());
    const map = (cell: number): string =>
      rendered(
        contents,
        <svg>
          <Heatmap
            {...{ coupling: Float64Array.of(0, 0, 0, 0.25, 0.75, 0, 0, 0, 0), k: 3, rows: [1], columns: [0, 1], cell }}
            {...{ left: 20, top: 40, letter: (i: number) => 'ABC'[i] }}
          />
        </svg>,
      );
    expect(map(40)).toContain('<rect class="heat" fill-opacity="0.500" x="20" y="40" width="39" height="39"></rect>');
    expect(map(40).match(/heat-ground/g)).toHaveLength(2);
    expect(map(40)).toContain('>75</text>');
    expect(map(20)).not.toContain('>75</text>');
  });
});

describe('widest', () => {
  it('finds the episode on which columns differ most', () => {
    expect(widest([Float64Array.of(0, 1, 2), Float64Array.of(0, 3, 0)])).toEqual({ episode: 1, range: 2 });
  });
});

describe('differing', () => {
  it('leaves out the parts that all have, of lists of the same length', () => {
    expect(differing(['a, b, c', 'a, d, c'])).toEqual(['b', 'd']);
    expect(differing(['a, b', 'a'])).toEqual(['a, b', 'a']);
    expect(differing(['a, b'])).toEqual(['a, b']);
  });
});
