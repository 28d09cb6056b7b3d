import { expect } from 'vitest';
import { standing } from './judge.ts';
import { journalOf } from './sandbox.ts';
import type { Played } from './terminal.ts';

/** What must be as it was when a change did not happen: all but the lock and the journal's length. */
export function untouched(root: string) {
  const { link, through, consent, others, temporary, chain } = standing(root);
  return { link, through, consent, others: [...others], temporary, chain };
}

/** What the journal of a copy tells since it was copied: kinds, and the rule of what was refused. */
export function journalledSince(base: string, copy: string): readonly unknown[] {
  const known = journalOf(base).length;
  return journalOf(copy)
    .slice(known)
    .map(({ kind, rule }) => rule ?? kind);
}

/** The person saw everything waited for, no control character, and has the terminal back as it was. */
export function expectSane({ sane, shown, error }: Played): void {
  expect(error).toBeNull();
  expect(sane).toBe(true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escapes are what is looked for
  expect(shown).not.toMatch(/[\u0000-\u0006\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/);
}

/** Text that says it was refused by this rule. */
export function refusedBy(name: string): unknown {
  return expect.stringMatching(new RegExp(`refused \\(${name}\\)`));
}
