import { fileURLToPath } from 'node:url';
import { type ViteUserConfig, defineConfig } from 'vitest/config';

/**
 * The folder of src whose changes are tried; only the tests that mirror it run, none of which starts the built command.
 */
const folder = process.env.COUPLET_MUTATED ?? '';

const config: ViteUserConfig = defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: [`test/${folder}/**/*.test.ts`],
    exclude: ['node_modules/**', 'dist/**', 'test/**/*.long.test.ts'],
    isolate: false,
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

export default config;
