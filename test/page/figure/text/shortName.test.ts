import { expect, it } from 'vitest';
import { shortName } from '../../../../src/page/figure/text/shortName.js';

it('leaves names alone but very long ones, which it cuts between letters', () => {
  expect(shortName('patient 516')).toBe('patient 516');
  expect(shortName('🩺'.repeat(60))).toBe('🩺'.repeat(60));
  expect(shortName('🩺'.repeat(61))).toBe(`${'🩺'.repeat(59)}…`);
});
