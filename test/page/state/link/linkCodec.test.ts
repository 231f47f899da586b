import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { linkCodec } from '../../../../src/page/state/link/linkCodec.js';
import type { Report } from '../../../../src/report/report.js';
import { sepsisReport } from '../../../support/report/reports.js';

const report = await sepsisReport();
const { log } = report;
const lengthOf = (e: number): number => log.episodeStart[e + 1] - log.episodeStart[e];

/** Names that an address, a page or a reader could take for something else. */
const HOSTILE = [
  '',
  '#',
  '?',
  '&at0=x',
  'a?b=c',
  '%',
  '%ZZ',
  '</script><img onerror=1>',
  '\ud800',
  'é 1',
  '\u2028',
  '+',
  '516',
];

function renamed(names: readonly string[]): Report {
  const episodeId = Array.from({ length: log.nEpisodes }, (_, e) => names[e] ?? `other ${e}`);
  return { ...report, log: { ...log, episodeId } };
}

const linked = fc.nat({ max: log.nEpisodes - 1 }).chain((patient) =>
  fc.record({
    patient: fc.constant(patient),
    policy: fc.nat({ max: report.policies.length - 1 }),
    mechanism: fc.nat({ max: report.mechanisms.length - 1 }),
    step: fc.nat({ max: report.about.horizon }),
    takeOver: fc.nat({ max: lengthOf(patient) }),
    edits: fc.dictionary(fc.nat({ max: report.about.horizon - 1 }).map(String), fc.nat({ max: log.nActions - 1 }), {
      noNullPrototype: true,
    }),
  }),
);

describe('linkCodec', () => {
  const { write, read } = linkCodec(report);

  test.prop([
    linked,
    fc.uniqueArray(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE)), { maxLength: 60 }),
  ])('reads what it wrote, whatever patients are called', (view, names) => {
    const codec = linkCodec(renamed(names));
    expect(codec.read(codec.write(view))).toEqual({ view });
  });

  test.prop([
    fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withFragments: true }), fc.constantFrom(...HOSTILE)),
    fc.boolean(),
  ])('never throws', (text, isPatient) => {
    const link = read(isPatient ? `#patient-${text}` : text);
    if (link && 'fault' in link) expect(link.fault).toMatch(/^The link could not be followed: .*\.$/su);
  });

  it('says what is not as at first, by the names of the log and the report', () => {
    const view = { patient: 5, policy: 1, mechanism: 3, step: 2, takeOver: 3, edits: { 1: 4 } };
    const id = log.episodeId?.[5] ?? '5';
    const action = new URLSearchParams({ at1: report.words.actions[4] }).toString();
    expect(write(view)).toBe(`#patient-${id}?policy=pessimistic.json&from=3&${action}&by=maximal&step=2`);
    expect(write({ ...view, policy: 0, mechanism: 0, step: 0, takeOver: 0, edits: {} })).toBe(`#patient-${id}`);
  });

  it('writes a name that no address can hold, and finds it', () => {
    const codec = linkCodec(renamed(['\ud800 1']));
    const view = { patient: 0, policy: 0, mechanism: 0, step: 0, takeOver: 0, edits: {} };
    expect(codec.write(view)).toBe('#patient-%EF%BF%BD%201');
    expect(codec.read(codec.write(view))).toEqual({ view });
  });

  it('goes by indices where names are not distinct', () => {
    const actions = report.words.actions.map(() => 'the same');
    const codec = linkCodec({ ...report, words: { ...report.words, actions } });
    const view = { patient: 0, policy: 0, mechanism: 0, step: 0, takeOver: 0, edits: { 0: 3 } };
    expect(codec.write(view)).toContain('at0=3');
    expect(codec.read(codec.write(view))).toEqual({ view });
  });

  it.each(['', '#', '#answer', '#patient', '#patients', '#made'])('leaves %s to the page', (hash) => {
    expect(read(hash)).toBeUndefined();
  });

  it.each([
    ['#patient-nobody', "no patient of this log is called 'nobody'"],
    ['#patient-%ZZ', "no patient of this log is called '%ZZ'"],
    ['#patient-0?from=99', "there is no step 99 of patient '0'"],
    ['#patient-0?from=1.5', "there is no step 1.5 of patient '0'"],
    ['#patient-0?step=-1', "there is no step -1 of patient '0'"],
    ['#patient-0?at20=x', 'a patient has no step 20: the last one is 19'],
    ['#patient-0?at1=leeches', "no action is called 'leeches'"],
    ['#patient-0?by=magic', "no mechanism of this report is called 'magic'"],
    ['#patient-0?policy=magic', "no policy of this report is called 'magic'"],
    ['#patient-0?color=red', "'color' is nothing that a link to a patient says"],
  ])('does not follow %s', (hash, why) => {
    const named = renamed(Array.from({ length: log.nEpisodes }, (_, e) => String(e)));
    expect(linkCodec(named).read(hash)).toEqual({ fault: `The link could not be followed: ${why}.` });
  });

  it('does not follow a mechanism that the page cannot make', () => {
    const mechanisms = report.mechanisms.map((one, i) => (i === 1 ? { ...one, source: 'elsewhere' as const } : one));
    const { fault } = linkCodec({ ...report, mechanisms }).read(
      write({ patient: 0, policy: 0, mechanism: 1, step: 0, takeOver: 0, edits: {} }),
    ) as { fault: string };
    expect(fault).toContain('this page cannot compute under the mechanism inverse-cdf');
  });
});
