/** The rows of the table in the paper, and `reward-cdf`. */
export const rowNames = [
  'independent',
  'gumbel-max',
  'inverse-cdf',
  'reward-cdf',
  'optimal',
  'gadget-1',
  'gadget-2',
] as const;

export type RowName = (typeof rowNames)[number];

/** A row that is not in the paper: gadget 2 with another number of clusters. */
export type ClustersRow = `gadget-2, |Z| = ${number}`;

export function clustersRow(nClusters: number): ClustersRow {
  return `gadget-2, |Z| = ${nClusters}`;
}
