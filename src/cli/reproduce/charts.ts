import { join } from 'node:path';
import { figure1CouplingsChart } from '../../experiments/figure1/figure1CouplingsChart.js';
import { figure1LossChart } from '../../experiments/figure1/figure1LossChart.js';
import { figure2Chart } from '../../experiments/figure2/figure2Chart.js';
import { learningCurvesChart } from '../../experiments/learningCurves/learningCurvesChart.js';
import { oberstSontagChart } from '../../experiments/oberstSontag/report/oberstSontagChart.js';
import { policyChart } from '../../experiments/policies/policyChart.js';
import { MissingPackageError } from '../../core/optionalPackage.js';
import { note } from '../say.js';
import type { Figure1Data } from '../../experiments/figure1/figure1Report.js';
import type { Figure2Data } from '../../experiments/figure2/figure2Report.js';
import type { OberstSontagData } from '../../experiments/oberstSontag/report/oberstSontagData.js';
import type { LearningCurvesData } from '../../experiments/learningCurves/learningCurvesReport.js';
import type { PolicyData } from '../../experiments/policies/policyReport.js';
import type { Provenance } from '../../files/index.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { BenchmarkCoveragePicture } from '../pictures/BenchmarkCoveragePicture.js';
import { BenchmarkErrorPicture } from '../pictures/BenchmarkErrorPicture.js';
import type { BenchmarkPictureProps } from '../pictures/benchmarkSections.js';
import { EffectCouplingsPicture } from '../pictures/EffectCouplingsPicture.js';
import { svgFile } from '../pictures/svg/svgFile.js';

/** What an experiment came to, as `results.json` has it. */
export interface ChartedResults {
  /** Of its report. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly specification: object;
  readonly couplet: Provenance;
}

/**
 * Draws the pictures of an experiment that has any, as SVG files. Where the packages that draw are not installed the
 * tables must do, and a note says so.
 *
 * @returns the files written
 */
export async function writeCharts(experiment: string, results: ChartedResults, folder: string): Promise<string[]> {
  const pictures = await picturesOf(experiment, results).catch((error: unknown) => {
    if (!(error instanceof MissingPackageError)) throw error;
    note(`no pictures are drawn: ${error.message}`);
    return [];
  });
  for (const [name, svg] of pictures) await atomicWrite(join(folder, name), [svg]);
  return pictures.map(([name]) => join(folder, name));
}

async function picturesOf(
  experiment: string,
  { data, specification, couplet }: ChartedResults,
): Promise<(readonly [name: string, svg: string])[]> {
  switch (experiment) {
    case 'figure-1':
      return [
        ['loss.svg', await figure1LossChart(data as Figure1Data)],
        ['couplings.svg', await figure1CouplingsChart(data as Figure1Data)],
        ['effects.svg', svgFile(EffectCouplingsPicture({ effects: (data as Figure1Data).effects }), couplet)],
      ];
    case 'figure-2':
      return [['variances.svg', await figure2Chart(data as unknown as Figure2Data)]];
    case 'oberst-sontag':
      return [['estimates.svg', await oberstSontagChart(data as OberstSontagData)]];
    case 'learning-curves':
      return [['curves.svg', await learningCurvesChart(data as LearningCurvesData)]];
    case 'policies':
      return [['promise-and-truth.svg', await policyChart(data as unknown as PolicyData)]];
    case 'benchmark':
      return benchmarkPictures({ ...data, specification } as BenchmarkPictureProps, couplet);
    default:
      return [];
  }
}

/** Coverage only where there are intervals. */
function benchmarkPictures(found: BenchmarkPictureProps, couplet: Provenance): (readonly [string, string])[] {
  return [
    ['error.svg', svgFile(BenchmarkErrorPicture(found), couplet)],
    ...(found.specification.intervals.length > 0
      ? [['coverage.svg', svgFile(BenchmarkCoveragePicture(found), couplet)] as const]
      : []),
  ];
}
