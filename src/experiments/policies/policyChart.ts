import { renderChart } from '../renderChart.js';
import type { PolicyData } from './policyReport.js';
import { policyRules } from './policyTrial.js';

/** In the order of how much is believed. */
const VERDICTS = [
  ['do not rely on it', '#c0392b'],
  ['weak', '#e0a030'],
  ['holds up on this log', '#1f6fb4'],
] as const;

/**
 * True value against promise, one dot a policy of a log: below the diagonal are promises that do not hold. A panel for
 * each world.
 *
 * @returns SVG text
 */
export function policyChart({ dots, cells }: PolicyData): Promise<string> {
  const several = new Set(cells.map(({ episodes }) => episodes)).size > 1;
  const panelOf = (world: string, episodes: number): string => (several ? `${world}, ${episodes}` : world);
  const panels = [...new Set(cells.map(({ world, episodes }) => panelOf(world, episodes)))];
  // What does harm is drawn last, over what does not.
  const order = (rule: string): number => policyRules.length - policyRules.findIndex((one) => one === rule);
  const values = dots
    .map(({ world, episodes, rule, verdict, truth, promise }) => ({
      panel: panelOf(world, episodes),
      rule,
      verdict,
      truth,
      promise,
    }))
    .sort((a, b) => order(a.rule) - order(b.rule));
  const all = dots.flatMap(({ truth, promise }) => [truth, promise]);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const margin = 0.05 * (most - least || 1);
  const scale = { domain: [least - margin, most + margin], nice: false, zero: false };
  const axis = (title: string): object => ({ title, format: '.1f', tickCount: 5 });
  return renderChart({
    title: {
      text: 'What learned policies promise, and what they are worth',
      subtitle: 'one dot a policy of a log; on the line a promise holds, below it the policy is worth less',
    },
    data: { values },
    columns: Math.min(4, panels.length),
    facet: { field: 'panel', type: 'nominal', sort: panels, header: { title: null, labelFontSize: 13 } },
    spec: {
      width: 200,
      height: 200,
      layer: [
        {
          data: { values: [least - margin, most + margin].map((value) => ({ truth: value, promise: value })) },
          mark: { type: 'line', color: '#999', strokeDash: [4, 3], strokeWidth: 1 },
          encoding: {
            x: { field: 'promise', type: 'quantitative', scale, axis: axis('promise') },
            y: { field: 'truth', type: 'quantitative', scale, axis: axis('true value') },
          },
        },
        {
          mark: { type: 'point', filled: true, size: 45, opacity: 0.75 },
          encoding: {
            x: { field: 'promise', type: 'quantitative', scale, axis: axis('promise') },
            y: { field: 'truth', type: 'quantitative', scale, axis: axis('true value') },
            shape: {
              field: 'rule',
              type: 'nominal',
              scale: { domain: [...policyRules], range: ['circle', 'square', 'triangle-up', 'diamond'] },
              legend: { title: null, orient: 'top', labelLimit: 0 },
            },
            color: {
              field: 'verdict',
              type: 'nominal',
              scale: { domain: VERDICTS.map(([name]) => name), range: VERDICTS.map(([, colour]) => colour) },
              legend: { title: null, orient: 'top', labelLimit: 0 },
            },
          },
        },
      ],
    },
  });
}
