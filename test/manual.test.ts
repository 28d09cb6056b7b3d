import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { everywhere } from '../src/commands/everywhere.ts';
import { verbs } from '../src/commands/index.ts';
import { typedAs } from '../src/commands/typed-as.ts';
import { exit, exitCodeOf } from '../src/domain/exit-code.ts';
import { manual } from '../src/manual.ts';
import { scratch } from './scratch.ts';

const text = await manual('1.2.3');
const page = join(scratch(), 'pine-env.1');
writeFileSync(page, text);

const has = (program: string) => spawnSync(program, ['--version']).status === 0;

/** The page as a reader sees it, wide enough that nothing is broken in two. */
function read() {
  const env = { ...process.env, MANWIDTH: '400', MAN_KEEP_FORMATTING: '', LC_ALL: 'C.UTF-8' };
  return spawnSync('man', ['--warnings', '--no-hyphenation', '-l', page], {
    encoding: 'utf8',
    env,
  });
}

describe('the man page', () => {
  test('is plain ASCII, so that no locale breaks it', () => {
    expect(text).toMatch(/^[\n\x20-\x7e]+$/);
  });

  test('has no dash that a printer makes a hyphen of: what is pasted is an option', () => {
    expect(text).not.toMatch(/(?<!\\)-/);
  });

  test.skipIf(!has('man'))('has no fault that man warns of (skipped: needs man)', () => {
    const { status, stderr, stdout } = read();
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('PINE-ENV(1)');
    expect(stdout).toContain('pine-env 1.2.3');
  });

  test.skipIf(!has('groff'))('has none that groff knows of (skipped: needs groff)', () => {
    const ran = spawnSync('groff', ['-man', '-ww', '-z', page], { encoding: 'utf8' });
    expect([ran.status, ran.stderr]).toEqual([0, '']);
  });

  test.skipIf(!has('lexgrog'))('is found by apropos (skipped: needs man-db)', () => {
    const ran = spawnSync('lexgrog', [page], { encoding: 'utf8' });
    expect(ran.stdout).toContain('"pine-env - tells whether');
  });

  test.skipIf(!has('man'))(
    'shows every verb, option and example to the letter (skipped: needs man)',
    async () => {
      const lines = read()
        .stdout.split('\n')
        .map((line) => line.trim());
      for (const verb of verbs) {
        const command = await verb.load();
        expect(lines).toContain(`pine-env ${typedAs(verb)}`);
        for (const { line } of command.examples) expect(lines).toContain(line);
        for (const [name, { value }] of Object.entries({ ...everywhere, ...command.options })) {
          const tag = value === undefined ? `--${name}` : `--${name} ${value}`;
          expect(lines.some((line) => line === tag || line.startsWith(`${tag} `))).toBe(true);
        }
      }
    },
  );

  test('tells what every exit code means', () => {
    const kinds = ['usage', 'refused', 'unsafe-file', 'bad-config', 'provider', 'busy', 'bug'];
    const codes = [
      ...Object.values(exit),
      ...kinds.map((kind) => exitCodeOf(kind as Parameters<typeof exitCodeOf>[0])),
    ];
    const told = [...text.matchAll(/^\.B "(\d+)"$/gm)].map(([, code]) => Number(code));
    expect(told.sort((a, b) => a - b)).toEqual(codes.sort((a, b) => a - b));
  });
});
