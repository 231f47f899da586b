import { backendOf } from '../../learning/trainMechanism.js';
import type { Experiment } from '../experiment.js';
import { seedsOf } from '../seedsOf.js';
import { table1Report } from './table1Report.js';
import {
  type Table1Specification,
  columnNames,
  quickTable1Specification,
  table1Specification,
} from './table1Specification.js';
import { table1Trial } from './table1Trial.js';
import type { Table1Result, Table1Trial } from './table1Result.js';

/**
 * Table 1 of the mechanism paper: how close each mechanism comes to the optimum, over four kinds of pairs.
 *
 * Source: Lorberbom et al., NeurIPS 2021, section 7.2.
 */
export const table1: Experiment<Table1Specification, Table1Trial, Table1Result> = {
  name: 'table-1',
  specifications: { full: table1Specification, quick: quickTable1Specification },
  trials: ({ columns }, { seed, repeats }) =>
    columnNames.flatMap((column) =>
      seedsOf(seed, repeats ?? columns[column].repeats).map((each) => ({
        name: `${column}-${each}`,
        column,
        seed: each,
      })),
    ),
  run: table1Trial,
  backendOf: ({ training }) => backendOf(Object.values(training)),
  report: table1Report,
};
