import { randomInt } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type ViteUserConfig, defineConfig } from 'vitest/config';
import { propertySeed } from './support/propertySeed.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What takes minutes is `*.long.test.ts`; `npm run test:long` sets this to run it, and beside it only what is different
 * there: property tests, on cases that are drawn anew.
 */
const long = process.env.COUPLET_TESTS === 'long';
const propertyTests = (): string[] =>
  readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name}`)
    .filter((path) => /\.test\.tsx?$/.test(path) && readFileSync(root + path, 'utf8').includes('fast-check'));

// Set here, before the workers start, so that all of them have the same.
process.env.COUPLET_SEED = String(propertySeed(process.env, () => randomInt(2 ** 31)));

/** Milliseconds: for a machine that does other work too. */
const patience = long ? 1_800_000 : 120_000;

const config: ViteUserConfig = defineConfig({
  root,
  test: {
    include: long ? ['test/**/*.long.test.ts', ...propertyTests()] : ['test/**/*.test.{ts,tsx}'],
    exclude: ['node_modules/**', 'dist/**', ...(long ? [] : ['test/**/*.long.test.ts'])],
    // Loading the modules afresh for every file would take most of the time; no test changes what they share.
    isolate: false,
    // One a core: many tests wait for a command that runs in a process of its own.
    maxWorkers: availableParallelism(),
    setupFiles: ['test/support/setup.ts'],
    reporters: ['default', './test/support/closingLine.ts'],
    // Hooks run whole commands, as tests do.
    testTimeout: patience,
    hookTimeout: patience,
    // What `npm run coverage` counts; the commands run in processes of their own, which it does not see.
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}', 'envs/**/*.ts', 'policies/**/*.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
      reportsDirectory: 'coverage',
    },
  },
});

export default config;
