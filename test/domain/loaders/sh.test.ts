import { describe, expect, it } from 'vitest';
import { sh } from '../../../src/domain/loaders/sh.ts';
import { misread, readAlike } from './both-shells.ts';
import { bytesOf } from './examples.ts';
import { ignoredIn, taken } from './shell-readings.ts';

describe('what bash reads alike', () => {
  it.each(readAlike)('%j gives a worker of dash %j', (file, expected) => {
    expect(taken(sh, file)).toBe(expected);
  });

  it.each(misread)('%j ends dash before a worker starts', (line) => {
    expect(taken(sh, `Z=0\n${line}\nB=2`)).toBe('refused:syntax-error');
    expect(sh.read(bytesOf(`Z=0\n${line}`))).toMatchObject({ line: 2 });
  });
});

describe('what only dash reads so', () => {
  it.each([
    ["A=$'a\\tb'", 'A=$a\\tb'],
    ['A=$"x"', 'A=$x'],
    ['A=$[1+2]', 'A=$[1+2]'],
    ['A=1\nA+=2\nB=3', 'A=1 B=3'],
    ['A=(1 2)', 'refused:syntax-error'],
    ['A[0]=1\nB=2', 'B=2'],
    ['export M={"ES":"NQ","GC":"SI"}', 'M={ES:NQ,GC:SI}'],
    ['V=abc\nA=${V/b/x}', 'refused:bad-substitution'],
    ['A=${V^^}', 'refused:bad-substitution'],
    ['A=${a.b}', 'refused:bad-substitution'],
    ['A=${a.b} | foo\nB=2', 'B=2'],
    ['V=\u00e9\nA=${#V}', 'A=2 V=\u00e9'],
    ['A="${X:-\'a\'}"', "A='a'"],
    ['A="${X:-it\'s}"', "A=it's"],
    ['A="${X:-a"b c"d}"', 'A=ab cd'],
    ['UID=5\nSECONDS=3\nPPID=1\nB=2', 'B=2 PPID=1 SECONDS=3 UID=5'],
    ['OPTIND=x', '?:changes-the-shell'],
    ['A=$IFS B=$PPID', '?A:shell-variable ?B:shell-variable'],
    ['export a.b=1 A=2', 'refused:bad-name'],
    ['export A+=$X', 'refused:bad-name'],
    ['unset a.b', 'refused:bad-name'],
    ['A=1 :\nA2=1 export B=2\nC=3 true', 'A2=1 A=1 B=2'],
    ['A=1 >no/such/file\nB=2 >/dev/null', 'B=2 ?A:redirection'],
    ['A=1 &>f\nB=2', 'B=2'],
    ['A=1 |& foo', 'refused:syntax-error'],
    ['A=1 <<<x', 'refused:syntax-error'],
    ['A=1 12>f\nB=2', 'B=2'],
    ['export A=1 >f', '?:redirection'],
    ['A=$(;)', 'refused:syntax-error'],
    ['A=`if`', '?:too-intricate'],
    ['{fd}>f A=1\nB=2', 'B=2'],
    ['function f\ntime x\n[[ x ]]\nB=2', 'B=2'],
    ['A=x\0\0y\nB=2', 'A=xy B=2'],
    ['((A=1))\nB=2', 'B=2'],
    ['A=1\n#\u0081\u0088\nB=\u0081\u0088"\u0081"\'\u0088\'', 'A=1 B=\u0081\u0088\u0081\u0088'],
  ])('%j gives a worker %j', (file, expected) => {
    expect(taken(sh, file)).toBe(expected);
  });
});

describe('when nobody knows what dash starts with', () => {
  it.each([
    ['B=$X', '?B:outside'],
    ['B=${X:-d}', '?B:outside'],
    ['A=~', '?A:outside'],
    ['A=${X?}', '?:outside'],
    ['A=1\nB=${A:-$X}', 'A=1 B=1'],
  ])('%j gives a worker %j', (file, expected) => {
    expect(taken(sh, file, false)).toBe(expected);
  });
});

describe('a place without effect', () => {
  it('is told with its line, and its text is not', () => {
    expect(ignoredIn(sh, 'A=1\nB=x y\nA=1 & B=2')).toEqual(['2 runs-command', '3 own-process']);
    const canary = `canary${Date.now()}`;
    const reading = sh.read(bytesOf(`A=${canary}\n${canary} x\nC=$${canary}\nD="${canary}`));
    expect(reading.kind).toBe('refused');
    expect(JSON.stringify(reading)).not.toContain(canary);
  });
});
