import type { ReportTable } from '../../experiment.js';
import type { SettingData } from './oberstSontagData.js';
import type { OberstSontagSpecification } from '../oberstSontagSpecification.js';
import { spreadText } from './spread.js';

/**
 * How far the choice of a mechanism can move the counterfactual estimate: the least and the greatest of all mechanisms,
 * between them the one assumed, and the truth. All mechanisms share the fitted model, so what is wrong in it stays in
 * the bounds.
 */
export function boundsTable({ mechanism }: OberstSontagSpecification, settings: readonly SettingData[]): ReportTable {
  return {
    title: 'Mean counterfactual return over all mechanisms that an assumption admits, and the truth',
    head: ['state', 'absorption', 'assumption', 'least', mechanism, 'greatest', 'true value'],
    rows: settings.flatMap(({ space, absorption, counterfactual, trueValue, more }) =>
      more!.bounds.map(({ assumption, lower, upper }) => [
        ...[space, absorption, assumption],
        ...[lower, counterfactual, upper, trueValue].map((figure) => spreadText(figure)),
      ]),
    ),
  };
}
