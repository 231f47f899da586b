import type { TopLevelSpec } from 'vega-lite';
import { renderChart } from '../../src/experiments/renderChart.js';

/** A picture of the README or the guides. */
export interface Picture {
  /** Of its file, without `.svg`. */
  readonly name: string;
  /** What it shows, in a sentence, for those who cannot see it. */
  readonly title: string;
  /** Computes what is drawn. The same library gives the same picture. */
  readonly draw: () => TopLevelSpec | Promise<TopLevelSpec>;
}

/** The picture as SVG text, on a white card that can be seen on a light page and on a dark one. */
export async function pictureText({ title, draw }: Picture): Promise<string> {
  const svg = await renderChart(await draw());
  const text = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return svg.replace(/^<svg ([^>]*)>/, `<svg role="img" style="border-radius: 8px" $1><title>${text}</title>`);
}
