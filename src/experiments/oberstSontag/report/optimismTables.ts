import type { ReportTable } from '../../experiment.js';
import type { OberstSontagData } from './oberstSontagData.js';
import { fixed, spreadText } from './spread.js';

/**
 * Where the optimism comes from: the estimates and the truth with more data, other states and other ways of absorption,
 * and what they differ by in two parts.
 *
 *     model-based − true = (model-based − value in the model of an endless log) + (that − true)
 *
 * The first part is luck: transitions seen a few times, among which the policy has picked the best. The second is what
 * the states leave out, and no log is long enough to take it away.
 */
export function optimismTables({ settings, endless }: OberstSontagData): ReportTable[] {
  const head = ['state', 'absorption', 'trajectories', 'logs'];
  const start = (each: OberstSontagData['settings'][number]): string[] => [
    each.space,
    each.absorption,
    String(each.episodes),
    String(each.observed!.n),
  ];
  return [
    {
      title: 'Estimates and truth, with other states, other ends and more data',
      head: [...head, 'model-based', 'counterfactual', 'true value'],
      rows: [
        ...settings.map((each) => [
          ...start(each),
          ...[each.modelBased, each.counterfactual, each.trueValue].map((figure) => spreadText(figure)),
        ]),
        ...endless.map(({ space, absorption, modelBased, trueValue }) => [
          ...[space, absorption, 'endless', ''],
          ...[fixed(modelBased), '', fixed(trueValue)],
        ]),
      ],
    },
    {
      title: 'Optimism: model-based estimate less true value = luck of a finite log + what the states leave out',
      head: [...head, 'optimism', 'luck of the log', 'states'],
      rows: [
        ...settings.map((each) => [
          ...start(each),
          ...[each.optimism.whole, each.optimism.finiteLog, each.optimism.stateSpace].map((figure) =>
            spreadText(figure),
          ),
        ]),
        ...endless.map(({ space, absorption, modelBased, trueValue }) => [
          ...[space, absorption, 'endless', ''],
          ...[modelBased - trueValue, 0, modelBased - trueValue].map((value) => fixed(value)),
        ]),
      ],
    },
  ];
}
