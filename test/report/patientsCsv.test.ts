import { expect, it } from 'vitest';
import { patientsCsv } from '../../src/report/downloads/patientsCsv.js';
import { sepsisReport } from '../support/report/reports.js';

it('has a line a patient, each figure under its name', async () => {
  const report = await sepsisReport();
  const [, head, ...lines] = patientsCsv(report, 0).trimEnd().split('\n');
  const { evaluation } = report.policies[0].counterfactuals[0];
  const [{ lower, upper }] = report.policies[0].bounds;
  const columns = head.split(',');
  const column = (name: string): number[] => lines.map((line) => Number(line.split(',')[columns.indexOf(name)]));
  expect(lines).toHaveLength(report.log.nEpisodes);
  expect(column('effect')).toEqual(Array.from(evaluation.effect));
  expect(column('observed_return')).toEqual(Array.from(evaluation.observedReturn));
  expect(column('counterfactual_return')).toEqual(Array.from(evaluation.expectedReturn));
  expect(column('lower_none')).toEqual(Array.from(lower));
  expect(column('upper_none')).toEqual(Array.from(upper));
});
