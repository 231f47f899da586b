import { describe, expect, it } from 'vitest';
import type { TrainingRecord } from '../../../src/gadgets/gadgetModel.js';
import { TrainingFigure } from '../../../src/page/diagnostics/TrainingFigure.js';
import { lossDomain, trainingPoints } from '../../../src/page/diagnostics/training.js';
import { trainingTable } from '../../../src/page/diagnostics/trainingWords.js';
import type { PageContents } from '../../../src/page/state/pageContext.js';
import { rendered } from '../rendered.js';

const older: TrainingRecord = {
  settings: {},
  backend: 'none',
  backendReasons: [],
  steps: 100,
  bestStep: 50,
  startLoss: 0.8,
  heldOutLoss: 0.4,
  ended: 'all steps',
};
const training: TrainingRecord = {
  ...older,
  curve: [
    [0, 0.8],
    [50, 0.4],
    [100, 0.6],
  ],
  baselines: { gumbelMax: 1, least: 0.35 },
};
const drawn = (record: TrainingRecord): string =>
  rendered({} as PageContents, <TrainingFigure name="gadget.json" training={record} />);

describe('TrainingFigure', () => {
  it('draws every evaluation, and lines of what it is held against', () => {
    const html = drawn(training);
    // Steps from 54 to 518 − 104; losses from 216 for 0.3 to 28 for 1.
    expect(html).toContain('class="curve" d="M54.0,81.7L234.0,189.1L414.0,135.4"');
    expect(html).toContain('class="ref-threshold" x1="46" x2="414" y1="28" y2="28"');
    expect(html).toContain('class="ref-threshold" x1="46" x2="414" y1="202.57');
    expect(html).toContain('cx="234" cy="189.14');
    expect(html).toContain(
      'Held-out loss 0.8000 before training, 0.4000 at step 50 of 100. Gumbel-max: 1.000. least possible: 0.3500.',
    );
    expect(html).toContain('and the least that any mechanism could have.');
  });

  it('moves labels apart that would cover each other', () => {
    // The least may go no lower than 206, and the gadget's is a label's height of 33 above: not at 189.1 and 202.6.
    const html = drawn(training);
    expect(html).toContain('x="428" y="170.0">the gadget');
    expect(html).toContain('x="428" y="203.0">least possible');
    expect(html).toContain('class="leader" d="M414,202.6L424,206.0"');
  });

  it('draws an older file, which tells of the first and the least alone', () => {
    const html = drawn(older);
    expect(html).toContain('class="evenly" d="M54.0,28.0L234.0,216.0"');
    expect(html).toContain("of which this gadget's file tells only the first and the least");
    expect(html).not.toMatch(/ref-threshold|Gumbel-max/);
  });

  it('has no line for a least that is not known', () => {
    const html = drawn({ ...training, baselines: { gumbelMax: 1 } });
    expect(html).toContain('untrained.');
    expect(html).not.toMatch(/least possible|the least that/);
  });
});

describe('what the figure is made of', () => {
  it('is by hand', () => {
    expect(trainingTable(training).rows).toEqual([
      ['0', '0.8000'],
      ['50', '0.4000'],
      ['100', '0.6000'],
      ['Gumbel-max', '1.000'],
      ['least possible', '0.3500'],
    ]);
    expect(trainingPoints({ ...older, bestStep: 0 })).toEqual([[0, 0.8]]);
    expect(lossDomain([-2, -1])).toEqual([-2, -1]);
    expect(lossDomain([-2])).toEqual([-2, 0]);
    expect(lossDomain([0])).toEqual([0, 1]);
  });
});
