import { describe, expect, test } from 'vitest';
import { exit, exitCodeOf } from '../../src/domain/exit-code.ts';
import { anyError, type Finding } from '../../src/domain/finding.ts';
import { errorReport, schemaOf } from '../../src/domain/report.ts';
import type { ErrorKind } from '../../src/errors.ts';

const kinds: Readonly<Record<ErrorKind, number>> = {
  usage: 2,
  refused: 3,
  'unsafe-file': 4,
  'bad-config': 5,
  provider: 6,
  busy: 7,
  bug: 70,
};
const facts = { rule: 'a-rule', message: 'what', remedy: 'look' } as const;
const finding: Finding = { rule: 'a', severity: 'warning', where: 'w', message: 'm', remedy: 'r' };

describe('an exit code', () => {
  test.each(Object.entries(kinds))('of %s is %i', (kind, code) => {
    expect(exitCodeOf(kind as ErrorKind)).toBe(code);
  });

  test('that is no error’s is as DESIGN says', () => {
    const ofGate = { gateRefused: 78, notExecutable: 126, notFound: 127 };
    expect(exit).toEqual({ done: 0, no: 1, unreported: 8, ...ofGate });
  });

  test('of an error is never 0 and never another kind’s', () => {
    const codes = Object.keys(kinds).map((kind) => exitCodeOf(kind as ErrorKind));
    const others = Object.values(exit);
    expect(new Set([...codes, ...others]).size).toBe(codes.length + others.length);
  });
});

describe('the report of an error', () => {
  test('says that nothing was done when the error does not say otherwise', () => {
    expect(errorReport('use', '/r', { kind: 'refused', ...facts })).toEqual({
      schema: 'pine-env/use@1',
      root: '/r',
      outcome: 'not-done',
      exit: 3,
      findings: [],
      error: { kind: 'refused', ...facts },
    });
  });

  test('keeps outcome, findings and place, and nothing else of the error', () => {
    const error = { kind: 'provider', ...facts, where: 'w', errno: 'EIO' } as const;
    const more = { outcome: 'undone', findings: [finding] } as const;
    expect(errorReport('use', null, { ...error, ...more })).toEqual({
      schema: schemaOf('use'),
      root: null,
      outcome: 'undone',
      exit: 6,
      findings: [finding],
      error: { kind: 'provider', ...facts, where: 'w' },
    });
  });
});

describe('findings', () => {
  test.each<[readonly Finding['severity'][], boolean]>([
    [[], false],
    [['info', 'warning'], false],
    [['info', 'error', 'warning'], true],
  ])('%j hold an error: %s', (severities, held) => {
    expect(anyError(severities.map((severity) => ({ ...finding, severity })))).toBe(held);
  });
});
