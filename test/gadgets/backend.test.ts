import type * as Tensorflow from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { ArgumentError } from '../../src/core/errors.js';
import { type BackendName, type ImportModule, loadTensorflow } from '../../src/gadgets/backend.js';

/** A tfjs that does nothing: `gpu` is what a native one says of its device, `starts` the backends that start. */
function fake(starts: readonly string[], gpu?: boolean): unknown {
  return {
    default: {
      env: () => ({ set: () => undefined }),
      setBackend: (name: string) => Promise.resolve(starts.includes(name)),
      ready: () => Promise.resolve(),
      backend: () => ({ isUsingGpuDevice: gpu }),
    },
  };
}

function importing(modules: Readonly<Record<string, unknown>>): ImportModule {
  return (name) =>
    name in modules ? Promise.resolve(modules[name]) : Promise.reject(new Error(`Cannot find package '${name}'\nmore`));
}

describe('loadTensorflow', () => {
  const plain = fake(['wasm', 'cpu']);

  test('takes the graphics processor first, if it is used', async () => {
    const { name, reasons } = await loadTensorflow(
      undefined,
      importing({ '@tensorflow/tfjs-node-gpu': fake(['tensorflow'], true) }),
    );
    expect({ name, reasons }).toEqual({ name: 'node-gpu', reasons: [] });
  });

  test('goes on without one, and says why', async () => {
    const native = { '@tensorflow/tfjs-node-gpu': fake(['tensorflow'], false), '@tensorflow/tfjs-node': fake([]) };
    const { name, reasons } = await loadTensorflow(
      undefined,
      importing({ ...native, '@tensorflow/tfjs': plain, '@tensorflow/tfjs-backend-wasm': {} }),
    );
    expect(name).toBe('wasm');
    expect(reasons).toEqual(['node-gpu: it found no GPU to use', 'node: tfjs could not start it']);
  });

  test('ends with cpu', async () => {
    const { name, reasons } = await loadTensorflow(undefined, importing({ '@tensorflow/tfjs': plain }));
    expect(name).toBe('cpu');
    expect(reasons).toEqual([
      "node-gpu: Cannot find package '@tensorflow/tfjs-node-gpu'",
      "node: Cannot find package '@tensorflow/tfjs-node'",
      "wasm: Cannot find package '@tensorflow/tfjs-backend-wasm'",
    ]);
  });

  test('insists on a backend asked for by name', async () => {
    const none = importing({ '@tensorflow/tfjs': plain });
    await expect(loadTensorflow('wasm', none)).rejects.toThrow(
      "loadTensorflow: a working backend is needed, got none (wasm: Cannot find package '@tensorflow/tfjs-backend-wasm') - leave the backend out to have one found",
    );
    await expect(loadTensorflow('cpu', none)).resolves.toMatchObject({ name: 'cpu', reasons: [] });
    await expect(loadTensorflow('cuda' as BackendName, none)).rejects.toThrow(ArgumentError);
  });

  test('says it all if nothing works', async () => {
    const broken = { '@tensorflow/tfjs': fake([]), '@tensorflow/tfjs-backend-wasm': {} };
    await expect(loadTensorflow(undefined, importing(broken))).rejects.toThrow(
      /got none \(node-gpu: .*; cpu: .*\) - see what each lacks/,
    );
  });

  test.each([undefined, 'wasm', 'cpu'] as const)(
    'names the packages to install where tfjs is absent: %s',
    async (name) => {
      await expect(loadTensorflow(name, importing({}))).rejects.toThrow(
        'training a gadget needs @tensorflow/tfjs and @tensorflow/tfjs-backend-wasm, which this install left out - run npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm',
      );
    },
  );

  test('takes back the process-wide handlers that a backend leaves, whether it starts or not', async () => {
    const before = handlers();
    const leaving = (starts: boolean): unknown => ({
      default: {
        env: () => ({ set: () => undefined }),
        ready: () => Promise.resolve(),
        setBackend: () => {
          process.on('uncaughtException', () => undefined);
          process.on('unhandledRejection', () => undefined);
          return Promise.resolve(starts);
        },
      },
    });
    await loadTensorflow('cpu', importing({ '@tensorflow/tfjs': leaving(true) }));
    expect(handlers()).toEqual(before);
    await expect(loadTensorflow('cpu', importing({ '@tensorflow/tfjs': leaving(false) }))).rejects.toThrow();
    expect(handlers()).toEqual(before);
  });

  test('starts wasm here', async () => {
    const { tf, name } = await loadTensorflow('wasm');
    expect(name).toBe('wasm');
    expect((tf as typeof Tensorflow).getBackend()).toBe('wasm');
  });
});

function handlers(): unknown[] {
  return [process.listeners('uncaughtException'), process.listeners('unhandledRejection')];
}
