/** The rows of one kind in a table of aggregates. */
export interface PartColumns {
  /** What tells the rows of the part apart, the first counting most: fields of the sums, and their columns. */
  readonly keys: readonly (readonly [field: string, column: string])[];
  /** What is summed. */
  readonly sums: readonly (readonly [field: string, column: string])[];
}

/** The kinds of rows in a table of aggregates, by what is in the column `part`. */
export type Part = 'count' | 'first' | 'block' | 'step' | 'cell';

/** The columns of each kind. One table holds all, so that one query of a database can give it. */
export const PARTS: Readonly<Record<Part, PartColumns>> = {
  count: {
    keys: [
      ['state', 'state'],
      ['action', 'action'],
      ['nextState', 'next_state'],
      ['terminated', 'terminated'],
    ],
    sums: [
      ['count', 'n'],
      ['reward', 'reward'],
    ],
  },
  first: { keys: [['state', 'state']], sums: [['count', 'n']] },
  block: {
    keys: [['block', 'block']],
    sums: [
      ['count', 'n'],
      ['steps', 'steps'],
      ['positive', 'positive'],
      ['logScale', 'log_scale'],
      ['g', 'g'],
      ['g2', 'g2'],
      ['w', 'w'],
      ['w2', 'w2'],
      ['wg', 'wg'],
      ['w2g', 'w2g'],
      ['w2g2', 'w2g2'],
    ],
  },
  step: {
    keys: [
      ['block', 'block'],
      ['t', 't'],
    ],
    sums: [
      ['count', 'n'],
      ['logScale', 'log_scale'],
      ['w', 'w'],
      ['w2', 'w2'],
      ['wr', 'wr'],
      ['ended', 'ended'],
      ['wEnded', 'w_ended'],
      ['w2Ended', 'w2_ended'],
    ],
  },
  cell: {
    keys: [
      ['t', 't'],
      ['state', 'state'],
      ['nextState', 'next_state'],
    ],
    sums: [
      ['count', 'n'],
      ['ratio', 'ratio'],
      ['ratioReward', 'ratio_reward'],
    ],
  },
};

/** All columns but `part`, keys first, each with whether it holds integers. */
export const TABLE_COLUMNS: readonly { readonly name: string; readonly isKey: boolean }[] = [
  ...new Set(Object.values(PARTS).flatMap(({ keys }) => keys.map(([, column]) => column))),
]
  .map((name) => ({ name, isKey: true }))
  .concat(
    [...new Set(Object.values(PARTS).flatMap(({ sums }) => sums.map(([, column]) => column)))].map((name) => ({
      name,
      isKey: false,
    })),
  );
