import { type ReadonlySignal, signal } from '@preact/signals';
import type { Computer } from '../worker/computer.js';
import type { Progress } from './runPipeline.js';
import { type Run, withRun } from './runs.js';
import { FIRST, PATIENTS, type Settings } from './settings.js';

/** A slider that is dragged asks for no more than this often, in milliseconds. */
const REST = 120;

/** The pipeline with what changes it. */
export interface PipelineState {
  readonly settings: ReadonlySignal<Settings>;
  readonly progress: ReadonlySignal<Progress>;
  /** Why there is no result, in the words of the library. */
  readonly fault: ReadonlySignal<string | undefined>;
  readonly runs: ReadonlySignal<readonly Run[]>;
  /** Patients still to be tried by `ladder`; none while it is not under way. */
  readonly queue: ReadonlySignal<readonly number[]>;
  readonly change: (part: Partial<Settings>) => void;
  /** Tries every number of patients, all else alike. */
  readonly ladder: () => void;
  /** Stops that. */
  readonly stop: () => void;
  readonly clear: () => void;
  readonly start: (computer: Computer) => void;
}

export function pipelineState(): PipelineState {
  const settings = signal(FIRST);
  const progress = signal<Progress>({ settings: FIRST, next: 'simulate', results: {} });
  const fault = signal<string | undefined>(undefined);
  const runs = signal<readonly Run[]>([]);
  const queue = signal<readonly number[]>([]);
  let computer: Computer | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const compute = (): void => {
    const asked = settings.value;
    computer?.ask('pipeline', asked, {
      part(part) {
        fault.value = undefined;
        progress.value = part;
        runs.value = withRun(runs.value, asked, part.results);
      },
      done: next,
      failed(message) {
        fault.value = message;
        next();
      },
    });
  };
  const next = (): void => {
    const patients = queue.value.at(0);
    if (patients === undefined) return;
    queue.value = queue.value.slice(1);
    settings.value = { ...settings.value, patients };
    compute();
  };
  return {
    ...{ settings, progress, fault, runs, queue },
    change(part) {
      queue.value = [];
      settings.value = { ...settings.value, ...part };
      clearTimeout(timer);
      timer = setTimeout(compute, REST);
    },
    ladder() {
      queue.value = PATIENTS;
      next();
    },
    stop() {
      queue.value = [];
    },
    clear() {
      runs.value = [];
    },
    start(given) {
      computer = given;
      compute();
    },
  };
}
