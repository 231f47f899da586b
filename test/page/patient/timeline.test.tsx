import { beforeAll, describe, expect, it } from 'vitest';
import { render } from 'preact-render-to-string';
import { contentsOf } from '../../../src/page/contentsOf.js';
import { Patient } from '../../../src/page/patient/Patient.js';
import { TimelineAt } from '../../../src/page/patient/Timeline.js';
import type { Lane } from '../../../src/page/patient/course/lane.js';
import { type Shown, shown } from '../../../src/page/patient/course/shown.js';
import { PageContext, type PageContents } from '../../../src/page/state/pageContext.js';
import { VERDICT_SENTENCE, VERDICT_TONE, mainVerdict } from '../../../src/report/captions/verdictWords.js';
import type { Report } from '../../../src/report/report.js';
import { episodeName } from '../../../src/trajectories/trajectories.js';
import { plainReport, sepsisReport } from '../../support/report/reports.js';
import { tinyCourse, tinyReport } from './tinyCourse.js';

const plain = (html: string): string => html.replaceAll('\u00a0', ' ');
const elements = (html: string): number => html.match(/<[a-z]/g)!.length;
/** Texts of a drawing, in order. */
const texts = (html: string): readonly string[] =>
  [...html.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => plain(text));

let sepsis: Report;
let contents: PageContents;

beforeAll(async () => {
  sepsis = await sepsisReport();
  contents = await contentsOf(sepsis);
});

function drawn(course: Shown, width: number, influence?: Float64Array): string {
  return render(
    <PageContext.Provider value={contents}>
      <TimelineAt course={course} influence={influence} title="Patient Ann" width={width} />
    </PageContext.Provider>,
  );
}

async function patientOf(report: Report, change: (contents: PageContents) => void = () => {}): Promise<string> {
  const made = await contentsOf(report);
  change(made);
  return plain(
    render(
      <PageContext.Provider value={made}>
        <Patient />
      </PageContext.Provider>,
    ),
  );
}

describe('TimelineAt', () => {
  const course = shown(tinyReport, tinyCourse, 0);

  it('draws the observed course by hand: through the middles of columns and rows, dashed to the mark of the end', () => {
    const html = drawn(course, 700);
    // Columns of 72 from 156; rows of 19 from 30.
    expect(html).toContain('<path class="course" d="M192,58.5L264,39.5L336,58.5"');
    expect(html).toContain('<path class="course-end" d="M336,58.5H408"');
    expect(html).toContain('<path class="mark bad" d="M404,54.5');
  });

  it('draws each cell by hand, as dark as it is probable', () => {
    const html = drawn(course, 700);
    expect(html).toContain('<path class="cells would" d="M156.5,49.5h71v18h-71z" fill-opacity="0.93"');
    expect(html).toContain(
      '<path class="cells would" d="M228.5,30.5h71v18h-71zM372.5,30.5h71v18h-71zM228.5,49.5h71v18h-71zM300.5,49.5h71v18h-71z" fill-opacity="0.285"',
    );
  });

  it('says of each lane what was seen in it, to those who point at it', () => {
    const titles = [...drawn(course, 700).matchAll(/<g class="lane[^>]*><title>([^<]*)/g)].map(([, text]) => text);
    expect(titles).toEqual([
      'Seen, pulse: low at steps 0 and 2, high at step 1',
      'Seen, sugar: low at steps 0 and 3, normal at step 2',
      'Given, drug: at steps 0 and 2',
    ]);
  });

  it('says of what the model leaves out that it was only observed', () => {
    expect(texts(drawn(course, 700))).toEqual(expect.arrayContaining(['Sugar', 'not in the model:', 'observed only']));
  });

  it('stands names, levels and the numbers of the step beside the lanes where it is wide', () => {
    const words = texts(drawn(course, 700));
    expect(words).toEqual(
      expect.arrayContaining(['Pulse', 'high', 'low', 'Drug', 'log ends', 'at step 0:', 'given', '88 %']),
    );
    expect(words).toEqual(expect.arrayContaining(['at step 4:', '75 % discharged', '25 % dead']));
  });

  it('has names only, and the step in words, where it is narrow', () => {
    const html = plain(drawn(course, 350));
    const words = texts(html);
    expect(words).toEqual(expect.arrayContaining(['Pulse', 'Drug', 'observed only']));
    expect(words).not.toContain('high');
    expect(words.some((text) => text.includes('discharged'))).toBe(false);
    expect(html).toContain('Step 0: given the drug; would be given the drug 88 %; pulse low 100 %;');
  });

  it('hatches what is bad, beside its word', () => {
    expect(drawn(course, 700)).toContain('fill="url(#timeline-hatch)"');
  });

  it('has one stop of the keyboard, a slider that says the step', () => {
    const html = plain(drawn(course, 700));
    expect(html.match(/tabindex/gi)).toHaveLength(1);
    expect(html).toMatch(/role="slider"[^>]*aria-valuemin="0" aria-valuemax="4" aria-valuenow="0"/);
    expect(html).toContain('aria-valuetext="step 0: given the drug;');
  });

  it('shades the ribbon by what was seen decides, and says until when', () => {
    const html = drawn(course, 700, Float64Array.of(1, 0.5, 0));
    expect(html).toContain('<path class="cells seen"');
    expect(texts(html)).toContain('until step 1');
    expect(texts(drawn(course, 700, new Float64Array(3)))).toContain('nothing, the model alone does');
    expect(drawn(course, 700)).not.toContain('cells seen');
  });

  const longLane = (name: string, nRows: number, nSteps: number): Lane => ({
    ...{ name, kind: 'levels', rows: Array.from({ length: nRows }, (_, row) => `level ${row}`) },
    mass: Float64Array.from({ length: nRows * nSteps }, (_, i) => ((i * 7919) % 1000) / 1000),
    seen: Array.from({ length: nSteps }, (_, t) => t % nRows),
  });

  it.each([100, 300])('draws a run of %i steps within some hundred elements', (horizon) => {
    const steps = horizon + 1;
    const lanes = Array.from({ length: 6 }, (_, k) => longLane(`variable ${k}`, 9, steps));
    const ofAll = <T,>(value: T): readonly T[] => Array.from({ length: steps }, () => value);
    const long: Shown = {
      ...course,
      ...{ horizon, length: horizon, states: lanes, going: new Float64Array(steps).fill(1) },
      ...{ seen: ofAll('somewhere'), given: ofAll('nothing'), would: ofAll({ action: 'nothing', share: 1 }) },
      parts: [{ name: 'drug', given: ofAll(true), would: new Float64Array(horizon).fill(0.5) }],
      outcomes: course.outcomes.map((outcome) => ({ ...outcome, share: new Float64Array(steps).fill(1 / 3) })),
    };
    expect(elements(drawn(long, 700, new Float64Array(horizon)))).toBeLessThan(500);
    expect(elements(drawn(long, 300, new Float64Array(horizon)))).toBeLessThan(500);
  });
});

describe('Patient', () => {
  it('names the patient, how it ended and how it would have', async () => {
    const html = await patientOf(sepsis);
    const { patient } = contents.state.view.value;
    expect(html).toContain(`<h2 id="patient-name">Patient ${episodeName(sepsis.log, patient)}</h2>`);
    expect(html).toMatch(/<span class="fact">[A-Z][^<]* after \d+ steps?\.<\/span>/);
    expect(html).toMatch(/With target\.json: \d+ % [^<]* at step 20\./);
    expect(html).not.toContain('Your plan');
    const { level } = mainVerdict(sepsis.policies[0])!;
    expect(html).toMatch(
      new RegExp(
        `<a class="patient-verdict ${VERDICT_TONE[level]}" href="#answer"[^>]*>${VERDICT_SENTENCE[level]}</a>`,
      ),
    );
  });

  it('tells a plan in words, and marks it in the drawing', async () => {
    const html = await patientOf(sepsis, ({ state }) => {
      state.change((draft) => {
        draft.takeOver = 2;
        draft.edits = { 1: 0, 4: 3 };
      });
    });
    expect(html).toContain('With your plan:');
    expect(html).not.toContain('patient-verdict');
    expect(html).toContain(`the policy takes over at step 2; at step 1, ${sepsis.words.actions[0]}; at step 4, `);
    expect(html.match(/class="edit"/g)).toHaveLength(2);
    expect(html).toContain('class="before"');
  });

  it('has the observed outcome for certain where all is done as it was', async () => {
    const { log, policies, words } = sepsis;
    const patient = log.terminated.indexOf(1);
    const html = await patientOf(sepsis, ({ state }) => {
      state.change((draft) => {
        draft.patient = patient;
        draft.takeOver = log.episodeStart[patient + 1] - log.episodeStart[patient];
      });
    });
    const outcome = policies[0].counterfactuals[0].evaluation.observedOutcome[patient];
    expect(html).toContain(`With your plan: 100 % ${words.outcomes[outcome].share} at step 20.`);
  });

  it('moves only the outline where another step is looked at', async () => {
    const at = (step: number): Promise<string> =>
      patientOf(sepsis, ({ state }) => {
        state.look((draft) => {
          draft.step = step;
        });
      });
    const image = (html: string): string => /<svg class="chart" [\s\S]*?<\/svg>/.exec(html)![0];
    const [first, fifth] = [await at(0), await at(5)];
    expect(image(fifth)).toBe(image(first));
    expect(fifth).toContain('aria-valuenow="5"');
  });

  it('has a lane for each variable and treatment of a model that has them', async () => {
    const words = texts(await patientOf(sepsis));
    expect(words).toEqual(
      expect.arrayContaining(['Heart rate', 'Blood pressure', 'Oxygen', 'Antibiotics', 'Ventilation', 'Vasopressors']),
    );
  });

  it('has lanes of states and actions where the model tells no more, and none of outcomes where no run ends', async () => {
    const html = await patientOf(await plainReport());
    expect(texts(html)).toEqual(expect.arrayContaining(['State', 'Action']));
    expect(texts(html)).not.toContain('What would');
    expect(html).toMatch(/<h2 id="patient-name">Run \d+<\/h2>/);
  });

  it('turns to neighbours in the order of the list, as far as there are any', async () => {
    const first = contents.live.order.value[0];
    const html = await patientOf(sepsis, ({ state }) => {
      state.change((draft) => {
        draft.patient = first;
      });
    });
    expect(html).toMatch(/aria-label="Previous patient"[^>]*disabled/);
    expect(html).not.toMatch(/aria-label="Next patient"[^>]*disabled/);
  });
});
