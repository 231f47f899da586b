import type { ExperimentReport, Finished, ReportTable } from '../../experiment.js';
import { boundsTable } from './boundsTable.js';
import { type SettingData, oberstSontagData } from './oberstSontagData.js';
import type { OberstSontagSpecification } from '../oberstSontagSpecification.js';
import type { OberstSontagResult, OberstSontagTrial } from '../oberstSontagTrial.js';
import { optimismTables } from './optimismTables.js';
import { outcomeTables } from './outcomeTables.js';
import { quantities, quantityNames } from '../publishedFigures.js';
import { spreadText } from './spread.js';

/** The main figure, the tables of outcomes, and where the optimism comes from. */
export function oberstSontagReport(
  specification: OberstSontagSpecification,
  finished: readonly Finished<OberstSontagTrial, OberstSontagResult>[],
): ExperimentReport {
  const data = oberstSontagData(specification, finished);
  const { episodes, horizon, mechanism } = specification;
  const asPublished = data.settings.filter((each) => each.episodes === episodes);
  const first = finished.filter(({ trial }) => trial.episodes === episodes);
  return {
    heading: `Oberst & Sontag (2019): ${episodes} trajectories, horizon ${horizon}, hidden diabetes, ${mechanism}`,
    notes: [
      `Ours: ${first.length} data sets from seed ${first[0].trial.seed}, nothing drawn after the log but the table that says so; mean [2.5 %, 97.5 %] over them`,
      'Published: one data set with 100 bootstraps; and 100 data sets, that share one physician policy learned from draws: compare ranges',
      'WIS: behaviour estimated from the same log, as published; held-out: from the fresh log it is used on; undefined where all weights are 0',
      'Endless: what a fit with direct absorption approaches as the log grows, exact; under published absorption the luck of the log includes what that distorts',
      'Bounds: all mechanisms share the fitted model, so they do not bound what is wrong in it',
    ],
    tables: [
      mainTable(asPublished),
      ...outcomeTables(specification, asPublished[0]),
      ...optimismTables(data),
      boundsTable(specification, asPublished),
    ],
    data,
  };
}

function mainTable(settings: readonly SettingData[]): ReportTable {
  const columns = settings.filter(({ space }) => space === settings[0].space);
  return {
    head: [
      '',
      'published, one data set',
      'published, 100 data sets',
      ...columns.map(({ absorption }) => `ours, ${absorption} absorption`),
    ],
    rows: quantityNames.map((name) => {
      const { label, oneLog, repeats } = quantities[name];
      return [
        label,
        oneLog ? spreadText(oneLog) : '',
        repeats ? spreadText(repeats) : '',
        ...columns.map((each) => spreadText(each[name])),
      ];
    }),
  };
}
