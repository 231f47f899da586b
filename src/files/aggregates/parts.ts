/** The rows of one kind in a table of aggregates. */
export interface PartColumns {
  /** What tells the rows of the part apart, the first counting most: fields of the sums, and their columns. */
  readonly keys: readonly (readonly [field: string, column: string])[];
  /** What is summed. */
  readonly sums: readonly (readonly [field: string, column: string])[];
  /** What only some tables have, by what goes together. */
  readonly further?: readonly (readonly (readonly [field: string, column: string])[])[];
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
    further: [
      [['v', 'v']],
      [
        ['c', 'c'],
        ['c2', 'c2'],
        ['cg', 'cg'],
        ['cg2', 'cg2'],
        ['c2g', 'c2g'],
        ['c2g2', 'c2g2'],
        ['least', 'g_least'],
      ],
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
    further: [
      [
        ['wError', 'w_error'],
        ['wValue', 'w_value'],
      ],
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

/** All columns of a kind: fields of the sums, and their names in the table. */
export function columnsOf({ keys, sums, further = [] }: PartColumns): PartColumns['sums'] {
  return [...keys, ...sums, ...further.flat()];
}

const KEYS = Object.values(PARTS).flatMap(({ keys }) => keys.map(([, column]) => column));
const ALL = Object.values(PARTS).flatMap((part) => columnsOf(part).map(([, column]) => column));

/** All columns but `part`, keys first, each with whether it holds integers. */
export const TABLE_COLUMNS: readonly { readonly name: string; readonly isKey: boolean }[] = [
  ...new Set([...KEYS, ...ALL]),
].map((name) => ({ name, isKey: KEYS.includes(name) }));
