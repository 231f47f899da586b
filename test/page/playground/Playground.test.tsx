import { render } from 'preact-render-to-string';
import { describe, expect, it, vi } from 'vitest';
import { reasonWords } from '../../../src/report/captions/reasonWords.js';
import { Playground } from '../../../src/page/playground/Playground.js';
import { FIRST } from '../../../src/page/playground/pipeline/settings.js';
import { program } from '../../../src/page/playground/pipeline/program.js';
import { playgroundContents } from '../../../src/page/playground/playgroundContents.js';
import { type Computer, createComputer } from '../../../src/page/playground/worker/computer.js';
import { playedOut } from './doctor/played.js';

/** Computes in this thread. */
const beside = (): Computer =>
  createComputer(() => {
    throw new Error('no workers here');
  });

const html = (contents: ReturnType<typeof playgroundContents>): string => render(<Playground contents={contents} />);

describe('the playground', () => {
  it('is read before anything is computed: what is done, and how', () => {
    const text = html(playgroundContents({ version: '0.1.0' }));
    expect(text).toContain('What is a promise worth?');
    expect(text).toContain(program(FIRST).solve);
    expect(text).toContain('Not diabetic, heart rate low');
    expect(text).not.toMatch(/ style=|NaN|undefined/);
  });

  it('has one h1, ids of their own, and a label for every field', () => {
    const text = html(playgroundContents({ version: '0.1.0' }));
    expect(text.match(/<h1/g)).toHaveLength(1);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [field] of text.matchAll(/<input[^>]*type="range"[^>]*>/g)) {
      const [, id] = / id="([^"]+)"/.exec(field)!;
      expect(text).toContain(`<label for="${id}"`);
    }
  });

  it('says what was computed, of what it was computed', async () => {
    const contents = playgroundContents({ version: '0.1.0' });
    contents.start(beside());
    await vi.waitFor(
      () => {
        expect(contents.pipeline.progress.value.next).toBeUndefined();
      },
      { timeout: 20_000 },
    );
    const { promise, verdict } = contents.pipeline.progress.value.results;
    const text = html(contents).replaceAll(/<[^>]+>/g, '');
    expect(promise!.promise.value).toBeGreaterThan(0.98);
    expect(text).toContain('learned from 1,000 patients is promised 0.99 by its model');
    expect(text).toContain('In the simulator it is worth −0.42: 23\u00a0% discharged, 64\u00a0% dead');
    expect(text).toContain(reasonWords(verdict!.reasons[0], { one: 'patient', many: 'patients' }));
    // Other patients are asked for: until they are there, the figures are those of the ones before.
    contents.pipeline.change({ patients: 5000 });
    expect(html(contents).replaceAll(/<[^>]+>/g, '')).toContain('learned from 1,000 patients is promised 0.99');
    contents.pipeline.change({ patients: 1000 });
    expect(contents.pipeline.runs.value).toHaveLength(1);
  });

  it('says what a visit came to, and what others would have made of it', async () => {
    const contents = playgroundContents({ version: '0.1.0' });
    const { ward } = contents;
    const expected = playedOut('Ada', 1, 1, 4);
    ward.rename('Ada');
    ward.choose(4);
    ward.start(beside());
    for (let t = 0; t < 20; t++) ward.treat();
    await vi.waitFor(
      () => {
        expect(ward.scores.value[0].judgement).toBeDefined();
      },
      { timeout: 20_000 },
    );
    expect(ward.visit.value).toEqual(expected);
    const [{ visit, judgement }] = ward.scores.value;
    expect(visit).toEqual(expected);
    const text = html(contents).replaceAll(/<[^>]+>/g, '');
    expect(text).toContain(`after ${expected.actions.length} steps`);
    expect(text).toContain(judgement!.best.expectedReturn.toFixed(2));
    expect(text).toContain('The decision that mattered most');
    expect(html(contents)).not.toMatch(/ style=|NaN|undefined/);
  });

  it('shows no more of the patient than is to be seen', () => {
    const contents = playgroundContents({ version: '0.1.0' });
    const shown = (): string =>
      /<section id="ward".*?<\/svg>/.exec(html(contents))![0].replace(/<fieldset.*?<\/fieldset>/, '');
    expect(shown()).toMatch(/diabetic.*Glucose/s);
    contents.ward.look('observed');
    expect(shown()).not.toContain('diabetic');
    expect(shown()).toContain('Glucose');
    contents.ward.look('projected');
    expect(shown()).not.toMatch(/diabetic|glucose/i);
  });
});
