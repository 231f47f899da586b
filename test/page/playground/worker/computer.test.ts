import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type WorkerLike, createComputer } from '../../../../src/page/playground/worker/computer.js';
import type { Request } from '../../../../src/page/playground/worker/messages.js';
import { admit } from '../../../../src/page/playground/doctor/visit.js';
import { FIRST } from '../../../../src/page/playground/pipeline/settings.js';

/** A worker that does what the test tells it to. */
class Puppet implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  readonly heard: Request[] = [];
  ended = false;
  postMessage(request: Request): void {
    this.heard.push(request);
  }
  terminate(): void {
    this.ended = true;
  }
  answer(state: 'started' | 'part' | 'done' | 'failed', part?: unknown, request: Request = this.heard.at(-1)!): void {
    this.onmessage!({ data: { id: request.id, kind: request.kind, state, part, message: 'no' } });
  }
}

const puppets: Puppet[] = [];
const start = (): Puppet => {
  puppets.push(new Puppet());
  return puppets.at(-1)!;
};
const listener = () => ({
  part: vi.fn<(part: unknown) => void>(),
  done: vi.fn<() => void>(),
  failed: vi.fn<(message: string) => void>(),
});

beforeEach(() => {
  vi.useFakeTimers();
  puppets.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a computer', () => {
  it('hands on parts and the end of what was asked', () => {
    const heard = listener();
    createComputer(start).ask('pipeline', FIRST, heard);
    const [puppet] = puppets;
    expect(puppet.heard).toEqual([{ id: 1, kind: 'pipeline', input: FIRST }]);
    puppet.answer('started');
    puppet.answer('part', 'a');
    puppet.answer('part', 'b');
    puppet.answer('done');
    expect(heard.part.mock.calls).toEqual([['a'], ['b']]);
    expect(heard.done).toHaveBeenCalledOnce();
  });

  it('hands on why there is no result', () => {
    const heard = listener();
    createComputer(start).ask('pipeline', FIRST, heard);
    puppets[0].answer('failed');
    expect(heard.failed).toHaveBeenCalledExactlyOnceWith('no');
    expect(heard.done).not.toHaveBeenCalled();
  });

  it('does not hear what was asked before of the same kind', () => {
    const [older, newer] = [listener(), listener()];
    const computer = createComputer(start);
    computer.ask('pipeline', FIRST, older);
    computer.ask('pipeline', { ...FIRST, seed: 2 }, newer);
    const [puppet] = puppets;
    puppet.answer('part', 'old', puppet.heard[0]);
    puppet.answer('part', 'new', puppet.heard[1]);
    expect(older.part).not.toHaveBeenCalled();
    expect(newer.part.mock.calls).toEqual([['new']]);
  });

  it('hears two kinds at once', () => {
    const [first, second] = [listener(), listener()];
    const computer = createComputer(start);
    computer.ask('pipeline', FIRST, first);
    computer.ask('judge', { visit: admit('Ada', 1, 1), mechanism: 'maximal' }, second);
    const [puppet] = puppets;
    puppet.answer('part', 'a', puppet.heard[0]);
    puppet.answer('part', 'b', puppet.heard[1]);
    expect([first.part.mock.calls, second.part.mock.calls]).toEqual([[['a']], [['b']]]);
  });

  it('breaks off a long computation after a change, and asks anew for all that is open', () => {
    const [older, newer, other] = [listener(), listener(), listener()];
    const computer = createComputer(start);
    const visit = admit('Ada', 1, 1);
    computer.ask('pipeline', FIRST, older);
    computer.ask('judge', { visit, mechanism: 'maximal' }, other);
    computer.ask('pipeline', { ...FIRST, seed: 2 }, newer);
    vi.advanceTimersByTime(1000);
    expect(puppets[0].ended).toBe(true);
    expect(puppets).toHaveLength(2);
    expect(puppets[1].heard.map(({ kind }) => kind).sort()).toEqual(['judge', 'pipeline']);
    const again = puppets[1].heard.find(({ kind }) => kind === 'pipeline')!;
    expect(again.input).toEqual({ ...FIRST, seed: 2 });
    puppets[1].answer('part', 'new', again);
    expect(newer.part.mock.calls).toEqual([['new']]);
    expect(older.part).not.toHaveBeenCalled();
  });

  it('lets a worker be that listens, and one that has nothing else to do', () => {
    const computer = createComputer(start);
    computer.ask('pipeline', FIRST, listener());
    vi.advanceTimersByTime(60_000);
    computer.ask('pipeline', { ...FIRST, seed: 2 }, listener());
    puppets[0].answer('started');
    vi.advanceTimersByTime(60_000);
    expect(puppets).toHaveLength(1);
  });

  it.each<[string, () => WorkerLike]>([
    [
      'there can be no worker',
      () => {
        throw new Error('blocked');
      },
    ],
    [
      'a worker cannot be loaded',
      () => {
        const puppet = start();
        setTimeout(() => {
          puppet.onerror!();
        });
        return puppet;
      },
    ],
  ])('computes in the page where %s, and lets a newer question in between', async (_, broken) => {
    vi.useRealTimers();
    const [older, newer] = [listener(), listener()];
    const computer = createComputer(broken);
    computer.ask('pipeline', { ...FIRST, patients: 100, seed: 2 }, older);
    computer.ask('pipeline', { ...FIRST, patients: 100 }, newer);
    await vi.waitFor(
      () => {
        expect(newer.done).toHaveBeenCalledOnce();
      },
      { timeout: 10_000 },
    );
    expect(older.part).not.toHaveBeenCalled();
    expect(newer.part.mock.calls.at(-1)![0]).toMatchObject({ next: undefined, settings: { patients: 100, seed: 1 } });
  });
});
