import { describe, expect, it } from 'vitest';
import { issueAt, issuesAsErrors, reservedFields } from '../../src/domain/config-issue.ts';
import { readProfile } from '../../src/domain/profile.ts';

describe('an issue in a YAML file', () => {
  it('becomes a bad-config error with file and line', () => {
    const read = readProfile({ teir: 'safe' }, 'paper');
    const issues = read.kind === 'bad' ? read.issues : [];
    const parsed = {
      value: {},
      lineOf: (path: readonly unknown[]) => (path[0] === 'teir' ? 12 : 1),
    };
    const errors = issuesAsErrors(parsed, 'profiles/paper.yaml', issues);
    expect(errors).toHaveLength(issues.length);
    expect(errors.map(({ kind }) => kind)).toEqual(issues.map(() => 'bad-config'));
    expect(errors).toContainEqual({
      kind: 'bad-config',
      rule: 'unknown-field',
      message: 'teir is not a field',
      remedy: 'did you mean tier?',
      where: 'profiles/paper.yaml:12',
    });
  });

  it('names the field it is about', () => {
    expect(issueAt(['links', 'x.env'], 'env-name').message).toMatch(/^links\.x\.env must be /);
    expect(issueAt(['units', 2], 'unit-name').message).toMatch(/^units\[2] must be /);
    expect(issueAt([], 'at-least-one').message).toMatch(/^the file must hold /);
    expect(issueAt(['a\u001b[2Jb'], 'one-line').message).not.toContain('\u001b');
  });

  it('finds reserved names at any depth', () => {
    const value = JSON.parse('{"a":[{"__proto__":1}],"constructor":{"b":2},"c":{"toString":3}}');
    expect(reservedFields(value).map(({ path }) => path)).toEqual([
      ['a', 0, '__proto__'],
      ['constructor'],
    ]);
    expect(reservedFields('text')).toEqual([]);
    expect(reservedFields(null)).toEqual([]);
  });
});
