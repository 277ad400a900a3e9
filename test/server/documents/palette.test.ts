import { expect, test } from 'vitest';
import { PALETTE } from '../../../server/documents/paper/palette.ts';
import { TOKENS } from '../../../web/theme/tokens.ts';

test('paper has the colours of the screens by day', () => {
  const { paper, ...shared } = PALETTE;
  expect(paper).toBe('#FFFFFF');
  expect(TOKENS.day).toMatchObject(shared);
});
