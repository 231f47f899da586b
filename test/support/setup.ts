import fc from 'fast-check';
import { vi } from 'vitest';
import './matchers.js';

// One seed for every property of a run, which the configuration chooses and the closing line of a red run repeats.
fc.configureGlobal({ seed: Number(process.env.COUPLET_SEED) });

// Threads need the built program: in tests of the sources shares are done where they are asked for, whoever asks.
vi.mock('../../src/cli/threads/threadPool.js', () => import('../cli/threads/inThisThread.js'));
