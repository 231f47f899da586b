import { fileURLToPath } from 'node:url';
import { type ViteUserConfig, defineConfig } from 'vitest/config';

/** Statistical runs that take minutes are `*.long.test.ts`; `npm run test:long` sets this to run them, and nothing else. */
const long = process.env.COUPLET_TESTS === 'long';

/** Milliseconds: for a machine that does other work too. */
const patience = long ? 1_800_000 : 120_000;

const config: ViteUserConfig = defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: [long ? 'test/**/*.long.test.ts' : 'test/**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', ...(long ? [] : ['test/**/*.long.test.ts'])],
    // Loading the modules afresh for every file would take most of the time; no test changes what they share.
    isolate: false,
    setupFiles: ['test/support/setup.ts'],
    reporters: ['default', './test/support/closingLine.ts'],
    // Hooks run whole commands, as tests do.
    testTimeout: patience,
    hookTimeout: patience,
  },
});

export default config;
