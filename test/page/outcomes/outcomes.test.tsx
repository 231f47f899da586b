import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../src/page/contentsOf.js';
import { Outcomes } from '../../../src/page/outcomes/Outcomes.js';
import { plainReport, tinyReport } from '../../support/report/reports.js';
import { rendered } from '../rendered.js';

describe('Outcomes', () => {
  it('names every patient of a few with effect and width of bounds', async () => {
    const report = await tinyReport();
    const html = rendered(await contentsOf(report), <Outcomes />);
    const summary = /<desc id="scatter-words">([^<]*)/.exec(html)![1];
    expect(summary.match(/patient [0-2]: [^;<]*effect [+−]?\d\.\d\d, bounds \d\.\d\d wide/g)).toHaveLength(3);
    expect(html).toMatch(/<circle class="ring"[^>]*><title>patient [0-2]: [^<]*wide<\/title>/);
    expect(html).toContain('Who would have fared differently');
    expect(html).not.toMatch(/NaN|Infinity|undefined| style="/);
  });

  it('says in a sentence that there is no mosaic where all have one outcome', async () => {
    const html = rendered(await contentsOf(await plainReport()), <Outcomes />);
    expect(html).toContain('The log and the model know of one outcome only, going on');
    expect(html).not.toContain('id="mosaic');
  });
});
