import { type ViteUserConfig, defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** The statistical runs that take minutes; `npm test` leaves them out. */
const config: ViteUserConfig = defineConfig({
  ...base,
  test: {
    ...mergeConfig(base, {}).test,
    include: ['test/**/*.long.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    testTimeout: 1_800_000,
  },
});

export default config;
