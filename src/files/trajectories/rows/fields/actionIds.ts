import type { FoundColumns } from '../../columns/foundColumns.js';
import { IdNumbers } from '../names/idNumbers.js';

/**
 * The numbers of actions. Those that have columns of propensities are all that there are; the columns are put in their
 * order.
 */
export function actionIds(
  columns: FoundColumns,
  numberActions: boolean,
): {
  readonly ids: IdNumbers | undefined;
  readonly columns: FoundColumns;
} {
  if (!numberActions) return { ids: undefined, columns };
  const found = new IdNumbers();
  const places = columns.actionNames.map((name) => found.placeOf(name));
  const { names, numbers } = found.inOrder();
  const ids = new IdNumbers();
  for (const name of names) ids.placeOf(name);
  const propensities = columns.propensities.slice();
  columns.propensities.forEach((field, i) => (propensities[numbers[places[i]]] = field));
  return { ids, columns: { ...columns, propensities } };
}
