import { describe, expect, it } from 'vitest';
import { type Later, oneByOne } from '../../../../src/page/state/compute/later.js';
import { recent } from '../../../../src/page/state/compute/recent.js';

/** Tasks wait until they are told to go on. */
function byHand(): { readonly when: Later; readonly go: () => void; readonly waiting: () => number } {
  const queue = new Set<() => void>();
  return {
    when: (task) => {
      queue.add(task);
      return () => queue.delete(task);
    },
    go: () => {
      for (const task of [...queue]) {
        queue.delete(task);
        task();
      }
    },
    waiting: () => queue.size,
  };
}

describe('oneByOne', () => {
  it('does one thing a time, and nothing once it is called off', () => {
    const { when, go, waiting } = byHand();
    const done: number[] = [];
    const cancel = oneByOne(
      [1, 2, 3].map((i) => () => done.push(i)),
      when,
    );
    expect(done).toEqual([]);
    go();
    expect([done, waiting()]).toEqual([[1], 1]);
    go();
    cancel();
    go();
    expect([done, waiting()]).toEqual([[1, 2], 0]);
  });
});

describe('recent', () => {
  it('forgets what was not asked for the longest', () => {
    const { get, set } = recent<number>(2);
    set('a', 1);
    set('b', 2);
    get('a');
    set('c', 3);
    expect(['a', 'b', 'c'].map(get)).toEqual([1, undefined, 3]);
  });
});
