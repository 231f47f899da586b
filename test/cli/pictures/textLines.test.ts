import { expect, it } from 'vitest';
import { cutText, textLines, textWidth } from '../../../src/cli/pictures/svg/textWidth.js';

it('breaks at spaces, and cuts what is longer than a line', () => {
  const room = textWidth('eight or', 13) + 0.1;
  expect(textLines('eight or nine letters', 13, room)).toEqual(['eight or', 'nine', 'letters']);
  expect(textLines('unbreakable', 13, room)).toEqual([cutText('unbreakable', 13, room)]);
  expect(textWidth(cutText('unbreakable', 13, room), 13)).toBeLessThanOrEqual(room);
  expect(cutText('unbreakable', 13, room)).toMatch(/^unbr.*…$/);
});

it('leaves alone what fits', () => {
  expect(textLines('a b', 13, 100)).toEqual(['a b']);
  expect(cutText('a b', 13, 100)).toBe('a b');
});
