import { expect, it } from 'vitest';
import { dialects } from '../../../src/aggregates/sql/dialect/dialects.js';
import { fitQuery } from '../../../src/aggregates/sql/fitQuery.js';
import { opeQuery } from '../../../src/aggregates/sql/opeQuery.js';

const target = { nStates: 2, nActions: 2, space: 'wards', probability: Float64Array.of(1, 0, 0.3, 0.7) };

/** To be changed with care: what people have saved, reviewed and approved. `vitest -u` writes them anew. */
it.each(dialects.map((dialect) => [dialect.name, dialect] as const))(
  'prints for %s what it did',
  async (name, dialect) => {
    const log = { table: 'icu.log', columns: { state: 'ward' } };
    const fit = fitQuery(dialect, log, { least: 10 });
    const ope = await opeQuery(dialect, log, target, { horizon: 20, discount: 0.99, blocks: 256 });
    const estimated = await opeQuery(dialect, log, target, { behaviour: 'estimated', blocks: 1, least: 10 });
    const text = `${fit};\n\n${ope};\n\n${estimated};\n`;
    await expect(text).toMatchFileSnapshot(`../../fixtures/sql/${name}.sql`);
  },
);
