import { type ViteUserConfig, defineConfig, mergeConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import base from '../../test/vitest.config.js';

const order = JSON.parse(process.env['COUPLET_TEST_ORDER'] ?? '[]') as readonly string[];

/** The cheapest first: most faults are seen by one of those, and the run stops there. */
class CheapestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => order.findIndex((path) => moduleId.endsWith(path));
    return Promise.resolve(files.toSorted((a, b) => placeOf(a) - placeOf(b)));
  }
}

const config: ViteUserConfig = mergeConfig(
  base,
  defineConfig({ test: { sequence: { sequencer: CheapestFirst }, reporters: ['json'] } }),
);

export default config;
