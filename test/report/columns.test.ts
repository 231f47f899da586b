import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { gunzipSync } from 'fflate';
import { fromLetters } from '../../src/report/columns/letters.js';
import { packed, unpacked } from '../../src/report/columns/packed.js';
import { spared } from '../../src/report/columns/sparedPolicy.js';
import { EXACT_EPISODES, readReport, writeReport } from '../../src/report/columns.js';
import { wholeReport } from '../../src/report/downloads/wholeReport.js';
import type { Report } from '../../src/report/report.js';
import { plainReport, sepsisReport, tinyReport } from '../support/report/reports.js';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '</script><img src=x onerror=alert(1)>',
    '\u2028',
    '\ud800',
    'x'.repeat(5000),
    '$column',
    '$texts',
    '$number',
    '$$column',
    '__proto__',
  ),
);
const column = fc.oneof(
  fc.array(fc.double()).map((values) => Float64Array.from(values)),
  fc.array(fc.integer({ min: -200, max: 70_000 })).map((values) => Int32Array.from(values)),
  fc.array(fc.nat({ max: 0xffffffff })).map((values) => Uint32Array.from(values)),
  fc.array(fc.float()).map((values) => Float32Array.from(values)),
  fc.uint8Array(),
);
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    ...[hostile, fc.double(), fc.boolean(), fc.constant(null), column],
    fc.array(hostile, { minLength: 32, maxLength: 40 }),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(hostile, tie('any'), { maxKeys: 3 }),
  ),
})).any;

/** Without what no page computes with, as `writeReport` leaves it. */
function shown({ log, ...others }: Report): unknown {
  const { propensity, propensities, hidden, ...rest } = log;
  expect([propensity, propensities, hidden].length).toBe(3);
  return { ...others, log: rest };
}

describe('the columns of a report', () => {
  test.prop([fc.dictionary(hostile, value, { maxKeys: 4 })])(
    'come back as they were, whatever they are called',
    (record) => {
      const { json, bytes } = packed(record, {}, Infinity);
      // A page may find its bytes at any place of a buffer that is aligned.
      const moved = new Uint8Array(bytes.length + 8);
      moved.set(bytes, 8);
      expect(unpacked(json, moved.subarray(8))).toEqual(record);
    },
  );

  it.each([
    ['sepsis', sepsisReport],
    ['numbers alone', plainReport],
    ['three episodes', tinyReport],
  ])('of %s, what is left out being computed anew to the bit', async (_, report) => {
    const made = await report();
    const texts = writeReport(made);
    const read = await readReport(texts);
    const effects = ({ policies }: Report): Float64Array[] =>
      policies.flatMap(({ counterfactuals }) => counterfactuals.map(({ evaluation }) => evaluation.effect));
    expect(read.policies[0].counterfactuals[0].evaluation.outcomeProbability).toBeUndefined();
    expect(effects(read)).toEqual(effects(made));
    expect(shown((await wholeReport(read)) as Report)).toEqual(shown(made));
    expect(writeReport(made)).toEqual(texts);
  });

  it('are without effects, which are differences of what is there', async () => {
    const { policies, mechanisms } = await sepsisReport();
    const { counterfactuals } = spared(policies[0], mechanisms);
    expect(counterfactuals.filter(({ evaluation }) => 'effect' in evaluation)).toEqual([]);
    expect(counterfactuals.filter(({ evaluation }) => 'expectedReturn' in evaluation)).toHaveLength(mechanisms.length);
  });

  it('keep what a page cannot compute anew', async () => {
    const { policies, mechanisms } = await sepsisReport();
    const elsewhere = mechanisms.map((one, m) => (m === 1 ? { ...one, source: 'elsewhere' as const } : one));
    const { counterfactuals } = spared(policies[0], elsewhere);
    expect(counterfactuals.map(({ evaluation }) => 'outcomeProbability' in evaluation)).toEqual(
      mechanisms.map((_, m) => m === 1),
    );
  });

  it('lie at multiples of 8 bytes, each once', async () => {
    const { header, columns } = writeReport(await sepsisReport());
    const bytes = gunzipSync(fromLetters(columns));
    const size = bytes.length;
    const [offset, length] = (JSON.parse(header) as { readonly $second: readonly [number, number] }).$second;
    expect(header).not.toContain('expectedReturn');
    const texts = header + new TextDecoder().decode(bytes.subarray(offset, offset + length));
    const places = Array.from(texts.matchAll(/"\$column":\["\w+","\w+",(\d+),/g), ([, place]) => Number(place));
    expect(places.length).toBeGreaterThan(50);
    expect(places.filter((place) => place % 8 !== 0 || place > size)).toEqual([]);
    // What was observed is the same by every mechanism.
    expect(new Set(places).size).toBeLessThan(places.length - 8);
  });

  it('round what is by patient where they are many, and say so', async () => {
    const report = await tinyReport();
    const nEpisodes = EXACT_EPISODES + 1;
    const [policy] = report.policies;
    const [figures] = policy.counterfactuals;
    const evaluation = { ...figures.evaluation, expectedReturn: new Float64Array(nEpisodes).fill(1 / 3) };
    const terminated = new Uint8Array(nEpisodes);
    const episodeStart = new Uint32Array(nEpisodes + 1).map((_, e) => Math.min(e, 1));
    // Of more numbers than there are episodes.
    const [nStates, nActions] = [1000, 7];
    const acts = { nStates, nActions, probability: new Float64Array(nStates * nActions).fill(1 / nActions) };
    const many = {
      ...report,
      log: { ...report.log, nEpisodes, terminated, episodeStart },
      policies: [{ ...policy, policy: acts, counterfactuals: [{ ...figures, evaluation }] }],
    };
    const read = await readReport(writeReport(many));
    expect(read.policies[0].counterfactuals[0].evaluation.expectedReturn[7]).toBe(Math.fround(1 / 3));
    expect(read.mdp.probability).toEqual(report.mdp.probability);
    expect(read.policies[0].policy).toEqual(acts);
    expect(read.about.notes).toEqual([expect.stringContaining('7 digits')]);
    expect((await readReport(writeReport(report))).about.notes).toEqual([]);
  });
});
