import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotenv } from '../../src/domain/loaders/dotenv.ts';
import { systemd } from '../../src/domain/loaders/systemd.ts';
import { portableFor, unportableLines } from '../../src/domain/portable.ts';
import { portableRules, type Subset } from '../../src/domain/portable-rules.ts';
import { bytesOf, examples, observed, outcome } from './loaders/examples.ts';
import { fileOfP, fileOfQ, nastyFile, spoiltFile } from './loaders/nasty-files.ts';

const judge = (text: string, subset?: Subset) =>
  unportableLines(bytesOf(text), subset).map(({ line, rule }) => `${line} ${rule}`);

describe('a nasty line is found', () => {
  const nasty: readonly (readonly [string, ...string[]])[] = [
    ['\ufeffA=1\n', '1 bom'],
    ['# x\0\n', '1 nul'],
    ["A='\ufffe'\n", '1 noncharacter'],
    ['A=1\nB=2\r\nC=3\r\n', '2 carriage-return'],
    ['# x\rK=1\n', '1 carriage-return-inside'],
    ['# x\u2028K=1\n', '1 line-separator'],
    ['A=x\u2029\n', '1 line-separator'],
    ['# \u001b[0m\n', '1 control-character'],
    ['A=x\u000b\n', '1 control-character'],
    ['# für Papier\n', '1 non-ascii-comment'],
    ['A=x\u00a0\n', '1 non-ascii'],
    [' A=1\n', '1 indented'],
    ['\t# x\n', '1 indented'],
    ['  \n', '1 indented'],
    [';A=1\n', '1 semicolon-comment'],
    ['# x \\\nA=1\n', '1 comment-ends-in-backslash'],
    ['export A=1\n', '1 export-prefix'],
    ['see the wiki\n', '1 not-an-assignment'],
    ['A\n', '1 not-an-assignment'],
    ['export A\n', '1 not-an-assignment'],
    ['A: 1\n', '1 not-an-assignment'],
    ['a.b=1\n', '1 bad-name'],
    ['1A=1\n', '1 bad-name'],
    ['A+=1\n', '1 bad-name'],
    ['=1\n', '1 bad-name'],
    ['A\u00a0=1\n', '1 bad-name'],
    ['export A B=1\n', '1 export-prefix', '1 bad-name'],
    ['A = 1\n', '1 blank-around-equals'],
    ['A= 1\n', '1 blank-around-equals'],
    ['A =1\n', '1 blank-around-equals'],
    ['A=1 \n', '1 trailing-blank'],
    ['A= \n', '1 trailing-blank'],
    ["A='1' \n", '1 trailing-blank'],
    ['A=1\nB=2\nA=1\n', '3 duplicate-key'],
    ['A=true # paper\n', '1 inline-comment'],
    ['A=true\t# paper\n', '1 inline-comment'],
    ['A=true#paper\n', '1 inline-comment'],
    ['A="true" # paper\n', '1 inline-comment'],
    ["A='true'#paper\n", '1 inline-comment'],
    ['A= # x\n', '1 blank-around-equals', '1 inline-comment'],
    ['A=x # y \\\nB=1\n', '1 inline-comment', '1 continuation'],
    ['A=C:\\\nB=1\n', '1 continuation'],
    ['A="x\nB=1\n', '1 open-quote'],
    ["A='x\nB=1 2\n", '1 open-quote', '2 unquoted-special'],
    ['A="x"y\n', '1 text-after-quote'],
    [`A="x" "y"\n`, '1 text-after-quote'],
    ["A='l1\nl2'x\nB=it's\n", '1 text-after-quote', '3 unquoted-special'],
    ["A='it'\\''s'\n", '1 text-after-quote'],
    ["A='it\\'s'\n", '1 quoted-with-backslash'],
    ["A='C:\\'\n", '1 quoted-with-backslash'],
    ["A='a\\\\b'\n", '1 quoted-with-backslash'],
    ['A="a\\"b"\n', '1 quoted-with-backslash'],
    ['A="x\\n"\n', '1 quoted-with-backslash'],
    ["A='${B}'\n", '1 quoted-with-dollar'],
    ['A="$B"\n', '1 quoted-with-dollar'],
    ['A="`b`"\n', '1 quoted-with-backtick'],
    ['A=1', '1 no-newline-at-end'],
    ['A=1\n# x', '2 no-newline-at-end'],
    [
      '\r\n export A= "x" # y',
      '1 carriage-return',
      '2 no-newline-at-end',
      '2 indented',
      '2 export-prefix',
      '2 blank-around-equals',
      '2 inline-comment',
    ],
  ];
  it.each(nasty)('%j', (text, ...faults) => {
    expect(judge(text)).toEqual(faults);
  });

  it.each([
    ...'_',
    'PATH',
    'LC_ALL',
    'LD_PRELOAD',
    'BASH_ENV',
    'UID',
    'EUID',
    'RANDOM',
    'SRANDOM',
    'PS4',
    '__proto__',
  ])('when its name is %s, which is reserved', (name) => {
    expect(judge(`${name}=1\n`)).toEqual(['1 reserved-name']);
    expect(judge(`PINE${name}=1\n`)).toEqual([]);
  });

  it('when a bare value holds any character but those of P', () => {
    const allowed = [...Array(0x10000).keys()].filter((point) => {
      const char = String.fromCharCode(point);
      return (point < 0x100 || point % 97 === 0) && judge(`A=x${char}x\n`).length === 0;
    });
    expect(String.fromCharCode(...allowed)).toBe(
      '!%+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ^_abcdefghijklmnopqrstuvwxyz{}',
    );
  });

  it('when it is not UTF-8, at its own line', () => {
    const latin1 = Uint8Array.from([...bytesOf("A='\ufffd'\nB='"), 0xfc, ...bytesOf("'\nC=1\n")]);
    expect(unportableLines(latin1)).toMatchObject([{ line: 2, rule: 'not-utf8' }]);
  });
});

describe('what is said', () => {
  it('never holds the text, nor a name that could be a pasted credential', () => {
    const canary = `c4nary${Date.now()}x`;
    const texts = [
      `A="${canary}`,
      `A=${canary} #`,
      `${canary}`,
      `A='x'${canary}`,
      `${canary}== #`,
      `export ${canary}=\\`,
    ];
    for (const text of texts) {
      const found = unportableLines(bytesOf(`${text}\n`));
      expect(found, text).not.toEqual([]);
      expect(JSON.stringify(found)).not.toContain(canary);
    }
  });

  it('names the key of an ordinary assignment, and the words of the rule', () => {
    const { severity, message, remedy } = portableRules['inline-comment'];
    const found = unportableLines(bytesOf('\nPOLICY_KILLSWITCH=true # x\n'));
    const rule = 'inline-comment';
    expect(found).toEqual([{ line: 2, key: 'POLICY_KILLSWITCH', rule, severity, message, remedy }]);
  });
});

describe('the subset', () => {
  it('has no quotes when docker or xargs reads the file', () => {
    expect(portableFor(['systemd', 'bash', 'compose'])).toBe('Q');
    expect(portableFor(['systemd', 'docker'])).toBe('P');
    expect(portableFor(['xargs'])).toBe('P');
  });

  it('P says so, does not advise quotes, and takes untidy for wrong', () => {
    expect(judge("A='x'\n", 'P')).toEqual(['1 quoted']);
    expect(judge(`A=${'x'.repeat(65_533)}\n`, 'P')).toEqual([]);
    expect(judge(`A=${'x'.repeat(65_534)}\n`, 'P')).toEqual(['1 line-too-long']);
    expect(unportableLines(bytesOf('A=x&y\n'), 'P')[0]?.remedy).not.toContain('quotes,');
    expect(unportableLines(bytesOf('A=x \n'), 'P')).toMatchObject([{ severity: 'error' }]);
    expect(unportableLines(bytesOf('A=x \n'), 'Q')).toMatchObject([{ severity: 'warning' }]);
    expect(unportableLines(bytesOf('A=x'), 'P')).toMatchObject([{ severity: 'info' }]);
  });
});

describe('a file without a finding', () => {
  it('is every file of the grammar', () => {
    const found = (subset: Subset) => (file: string) => {
      expect(judge(file, subset)).toEqual([]);
    };
    fc.assert(fc.property(fileOfQ, found('Q')), { numRuns: 2000 });
    fc.assert(fc.property(fileOfP, found('P')), { numRuns: 1000 });
  });

  it('is read alike by the models, however nasty the file', () => {
    let clean = 0;
    const alike = (file: string) => {
      const bytes = bytesOf(file);
      if (unportableLines(bytes).length > 0) return;
      clean++;
      expect(outcome(systemd.read(bytes))).toEqual(outcome(dotenv.read(bytes)));
    };
    fc.assert(fc.property(fc.oneof(spoiltFile, spoiltFile, nastyFile), alike), { numRuns: 6000 });
    expect(clean).toBeGreaterThan(1000);
  });

  const notInQ = /^(docker|xargs|godotenv|ruby|direnv|dotenvx|node)/;
  it.each(['Q', 'P'] as const)('of %s was read alike by the real loaders', (subset) => {
    const clean = examples.filter(({ bytes }) => unportableLines(bytes, subset).length === 0);
    for (const { id, expect: seen } of clean) {
      const names = Object.keys(seen).filter((name) => subset === 'P' || !notInQ.test(name));
      for (const name of names) {
        expect(observed(seen[name] ?? {}), `${id} ${name}`).toEqual(observed(seen.systemd ?? {}));
      }
    }
    expect(clean.length).toBeGreaterThanOrEqual(subset === 'P' ? 1 : 4);
  });
});
