import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { firstView } from '../../../../src/page/state/firstView.js';
import { links } from '../../../../src/page/state/link/links.js';
import { pageState } from '../../../../src/page/state/pageState.js';
import { tinyReport } from '../../../support/report/reports.js';

const address = { hash: '' };
let changed = (): void => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', address);
  vi.stubGlobal('document', { getElementById: () => null });
  vi.stubGlobal('history', {
    replaceState: (_: unknown, __: string, hash: string) => {
      address.hash = hash;
    },
  });
  vi.stubGlobal('addEventListener', (_: string, listener: () => void) => {
    changed = listener;
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('leads back in the address, too, where a link that was followed is undone at once', async () => {
  const report = await tinyReport();
  const state = pageState(firstView(report));
  const { codec, follow } = links({ report, state });
  follow();
  const first = codec.write(state.view.peek());
  address.hash = codec.write({ ...state.view.peek(), takeOver: 1 });
  changed();
  expect(state.view.peek().takeOver).toBe(1);
  state.undo();
  vi.advanceTimersByTime(1000);
  expect(address.hash).toBe(first);
});
