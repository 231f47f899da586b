import { join } from 'node:path';
import type { Figure1Data } from '../../experiments/figure1/figure1Report.js';
import type { Figure2Data } from '../../experiments/figure2/figure2Report.js';
import type { OberstSontagData } from '../../experiments/oberstSontag/report/oberstSontagData.js';
import type { LearningCurvesData } from '../../experiments/learningCurves/learningCurvesReport.js';
import { atomicWrite } from '../../files/index.js';

/**
 * Draws the pictures of an experiment that has any, as SVG files.
 *
 * @param data of its report
 * @returns the files written
 */
export async function writeCharts(
  experiment: string,
  data: Readonly<Record<string, unknown>>,
  folder: string,
): Promise<string[]> {
  const pictures = await picturesOf(experiment, data);
  for (const [name, svg] of pictures) await atomicWrite(join(folder, name), [svg]);
  return pictures.map(([name]) => join(folder, name));
}

/** Vega takes a second to load: only for those who draw. */
async function picturesOf(
  experiment: string,
  data: Readonly<Record<string, unknown>>,
): Promise<(readonly [name: string, svg: string])[]> {
  if (experiment === 'figure-1') {
    const { figure1LossChart } = await import('../../experiments/figure1/figure1LossChart.js');
    const { figure1CouplingsChart } = await import('../../experiments/figure1/figure1CouplingsChart.js');
    return [
      ['loss.svg', await figure1LossChart(data as Figure1Data)],
      ['couplings.svg', await figure1CouplingsChart(data as Figure1Data)],
    ];
  }
  if (experiment === 'figure-2') {
    const { figure2Chart } = await import('../../experiments/figure2/figure2Chart.js');
    return [['variances.svg', await figure2Chart(data as unknown as Figure2Data)]];
  }
  if (experiment === 'oberst-sontag') {
    const { oberstSontagChart } = await import('../../experiments/oberstSontag/report/oberstSontagChart.js');
    return [['estimates.svg', await oberstSontagChart(data as OberstSontagData)]];
  }
  if (experiment === 'learning-curves') {
    const { learningCurvesChart } = await import('../../experiments/learningCurves/learningCurvesChart.js');
    return [['curves.svg', await learningCurvesChart(data as LearningCurvesData)]];
  }
  return [];
}
