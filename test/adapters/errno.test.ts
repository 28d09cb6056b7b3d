import { describe, expect, test } from 'vitest';
import { errnoOf, fromErrno } from '../../src/adapters/errno.ts';

/** As Node throws it: libuv knows no name for some numbers. */
const thrown = (errno: number, code = `Unknown system error ${errno}`) =>
  Object.assign(new Error(code), { errno, code, syscall: 'rename' });

describe.skipIf(process.platform !== 'linux')('an errno that Node has no name for', () => {
  test.each([
    [-122, 'EDQUOT', 'the quota is used up'],
    [-116, 'ESTALE', 'the file server does not know it any more'],
    [-117, 'EUCLEAN', 'the file system is damaged'],
  ])('%i is %s, and told in words', (number, name, words) => {
    expect(errnoOf(thrown(number))).toBe(name);
    expect(fromErrno(thrown(number), '/a').facts).toMatchObject({
      errno: name,
      message: `/a: ${words} (${name})`,
    });
  });

  test('any other is unknown', () => {
    expect(errnoOf(thrown(-9999))).toBe('unknown');
    expect(errnoOf(null)).toBe('unknown');
  });
});

test.each([
  'EIO',
  'ENOSPC',
  'EACCES',
  'EPERM',
  'EROFS',
  'EMFILE',
  'ENFILE',
  'EXDEV',
  'EBUSY',
  'ELOOP',
  'EINTR',
  'EFBIG',
  'ENOMEM',
])('%s is told in words of its own', (code) => {
  const { message, remedy } = fromErrno(thrown(-1, code), '/a').facts;
  expect(message).toMatch(new RegExp(`^/a: [a-z ,-]+ \\(${code}\\)$`, 'i'));
  expect(message).not.toContain('a system call failed');
  expect(remedy).not.toBe('');
});
