import { expect, test } from 'vitest';
import { judgeExpectation } from '../../src/domain/expectation.ts';

const remedyFor = (flag: boolean | 'explicit', text: string | undefined) =>
  judgeExpectation('POLICY_KILLSWITCH', { flag }, text)?.remedy;

test.each([undefined, '', 'true  # paper', 'ture'])(
  'where either word is right, the remedy for %o does not choose orders for the person',
  (text) => {
    expect(remedyFor('explicit', text)).toMatch(/=true or POLICY_KILLSWITCH=false, whichever/);
  },
);

test.each([true, false])('where the profile wants %s, the remedy says so', (flag) => {
  expect(remedyFor(flag, 'ture')).toMatch(`write POLICY_KILLSWITCH=${flag}, with any comment`);
});
