import type * as Tensorflow from '@tensorflow/tfjs';
import { ArgumentError } from '../core/errors.js';
import { MissingPackageError, optionalPackage } from '../core/optionalPackage.js';

/** The backends of tfjs in the order of preference. */
export const BACKEND_NAMES = ['node-gpu', 'node', 'wasm', 'cpu'] as const;

export type BackendName = (typeof BACKEND_NAMES)[number];

export interface TensorflowBackend {
  /**
   * The module: `tf as typeof import('@tensorflow/tfjs')`. Its types are left out here, as the compiler finds faults in
   * them, and nothing at all where the package is not installed.
   */
  readonly tf: object;
  readonly name: BackendName;
  /** Why this one: what each backend tried before it failed on. To be kept with results. */
  readonly reasons: readonly string[];
}

/** Without the second the first is slow. */
const PACKAGES = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'] as const;

/** Loads a module by name; replaced in tests. */
export type ImportModule = (name: string) => Promise<unknown>;

/**
 * The first backend of tfjs that works here, of node-gpu, node, wasm and cpu.
 *
 * node-gpu and node are packages (`@tensorflow/tfjs-node-gpu`, `@tensorflow/tfjs-node`) that the user may have
 * installed; node-gpu counts only if a GPU is really used, since without one it silently runs on the processor. tfjs
 * has one active backend in a process: a second call switches it for everyone.
 *
 * @param preferred a backend to insist on
 * @throws ArgumentError if the preferred backend is unknown or does not work, with the reason; MissingPackageError if
 *   tfjs is not installed
 *
 * Cost: about a second, the time that tfjs takes to load.
 *
 * @example
 * const { name, reasons } = await loadTensorflow('cpu');
 * name // 'cpu'
 */
export async function loadTensorflow(
  preferred?: BackendName,
  importModule: ImportModule = importByName,
): Promise<TensorflowBackend> {
  if (preferred !== undefined && !BACKEND_NAMES.includes(preferred))
    throw new ArgumentError(`loadTensorflow: backend must be one of ${BACKEND_NAMES.join(', ')}, got '${preferred}'`);
  const reasons: string[] = [];
  for (const name of preferred === undefined ? BACKEND_NAMES : [preferred]) {
    try {
      return { tf: await withoutProcessHandlers(() => start(name, importModule)), name, reasons };
    } catch (error) {
      if (error instanceof MissingPackageError) throw error;
      reasons.push(`${name}: ${firstLine(error)}`);
    }
  }
  const remedy = preferred === undefined ? 'see what each lacks' : 'leave the backend out to have one found';
  throw new ArgumentError(`loadTensorflow: a working backend is needed, got none (${reasons.join('; ')}) - ${remedy}`);
}

/** Names in full where they can be, for bundlers; the native packages are only there if the user has installed them. */
function importByName(name: string): Promise<unknown> {
  switch (name) {
    case '@tensorflow/tfjs':
      return import('@tensorflow/tfjs');
    case '@tensorflow/tfjs-backend-wasm':
      return import('@tensorflow/tfjs-backend-wasm');
    default:
      return import(name);
  }
}

async function start(name: BackendName, importModule: ImportModule): Promise<typeof Tensorflow> {
  if (name === 'node-gpu' || name === 'node') return startNative(name, importModule);
  const tf = unwrap(await optionalPackage('training a gadget', PACKAGES, () => importModule(PACKAGES[0])));
  // Silences the banner that advises tfjs-node.
  tf.env().set('PROD', true);
  if (name === 'wasm') await importModule(PACKAGES[1]);
  if (!(await tf.setBackend(name))) throw new Error('tfjs could not start it');
  await tf.ready();
  return tf;
}

async function startNative(name: 'node-gpu' | 'node', importModule: ImportModule): Promise<typeof Tensorflow> {
  restoreRemovedCheck();
  const tf = unwrap(await importModule(name === 'node-gpu' ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node'));
  if (!(await tf.setBackend('tensorflow'))) throw new Error('tfjs could not start it');
  await tf.ready();
  const { isUsingGpuDevice } = tf.backend() as { readonly isUsingGpuDevice?: boolean };
  if (name === 'node-gpu' && isUsingGpuDevice !== true) throw new Error('it found no GPU to use');
  return tf;
}

/** tfjs is CommonJS: its exports are the default export, and in some loaders the named ones too. */
function unwrap(module: unknown): typeof Tensorflow {
  const { default: whole } = module as { readonly default?: typeof Tensorflow };
  return whole ?? (module as typeof Tensorflow);
}

/** tfjs-node calls util.isNullOrUndefined, which Node 23 took away. */
function restoreRemovedCheck(): void {
  if (typeof process === 'undefined' || !('getBuiltinModule' in process)) return;
  const util = process.getBuiltinModule('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
}

const PROCESS_EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Runs a start and takes back the process-wide handlers that it left: those of the wasm backend rethrow what anyone
 * else may want to catch.
 */
async function withoutProcessHandlers<Result>(work: () => Promise<Result>): Promise<Result> {
  if (typeof process === 'undefined' || typeof process.listeners !== 'function') return work();
  const before = PROCESS_EVENTS.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')));
  try {
    return await work();
  } finally {
    PROCESS_EVENTS.forEach((event, i) => {
      for (const listener of process.listeners(event as 'uncaughtException'))
        if (!before[i].has(listener)) process.removeListener(event, listener);
    });
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
}
