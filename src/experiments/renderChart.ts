import type { TopLevelSpec } from 'vega-lite';
import { optionalPackage } from '../core/optionalPackage.js';

/**
 * Draws a chart as SVG text. It needs neither a browser nor a canvas, and the same chart gives the same text.
 *
 * @throws MissingPackageError where vega is not installed
 *
 * Cost: a second for vega to load, the first time.
 */
export async function renderChart(chart: TopLevelSpec): Promise<string> {
  const [{ View, parse }, { compile }] = await optionalPackage('drawing charts', ['vega', 'vega-lite'], () =>
    Promise.all([import('vega'), import('vega-lite')]),
  );
  const view = new View(parse(compile({ ...chart, config: { ...CONFIG, ...chart.config } }).spec), {
    renderer: 'none',
  });
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
}

/** One look for all charts: a white ground, so that they can be read on any page. */
const CONFIG: NonNullable<TopLevelSpec['config']> = {
  background: 'white',
  padding: 12,
  font: 'DejaVu Sans, Helvetica, Arial, sans-serif',
  axis: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', gridColor: '#e6e6e6', domainColor: '#888' },
  title: {
    fontSize: 14,
    anchor: 'start',
    fontWeight: 'normal',
    offset: 12,
    subtitleFontSize: 12,
    subtitleColor: '#555',
  },
  header: { labelFontSize: 12, title: null },
  legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' },
  view: { stroke: null },
};
