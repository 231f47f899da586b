import type { ViteUserConfig } from 'vitest/config';
import base from '../../test/vitest.config.js';

/** The folder of src whose changes are tried; only the tests that mirror it run, none of which starts the built command. */
const folder = process.env.COUPLET_MUTATED ?? '';

const config: ViteUserConfig = {
  ...base,
  test: { ...base.test, include: [`test/${folder}/**/*.test.ts`], reporters: [] },
};

export default config;
