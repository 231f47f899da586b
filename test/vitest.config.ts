import { fileURLToPath } from 'node:url';
import { type ViteUserConfig, defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

const config: ViteUserConfig = defineConfig({
  root,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.long.test.ts', 'node_modules/**', 'dist/**'],
    setupFiles: ['test/support/matchers.ts'],
    reporters: ['default', './test/support/closingLine.ts'],
    testTimeout: 60_000,
  },
});

export default config;
