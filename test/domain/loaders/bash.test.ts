import { describe, expect, it } from 'vitest';
import { bash } from '../../../src/domain/loaders/bash.ts';
import { misread, readAlike } from './both-shells.ts';
import { bytesOf } from './examples.ts';
import { ignoredIn, taken } from './shell-readings.ts';

describe('what dash reads alike', () => {
  it.each(readAlike)('%j gives a worker of bash %j', (file, expected) => {
    expect(taken(bash, file)).toBe(expected);
  });

  it.each(misread)('%j is lost with all that follows, and the worker of bash starts', (line) => {
    expect(taken(bash, `Z=0\n${line}\nB=2`)).toBe('Z=0');
    expect(ignoredIn(bash, `Z=0\n${line}\nB=2`)).toEqual(['2 syntax-error']);
  });
});

describe('what only bash reads so', () => {
  it.each([
    ["A=$'a\\tb\\n\\x41\\101\\'\\q'", "A=a\tb\nAA'\\q"],
    ["A=$'a\\0b'c", 'A=ac'],
    ["A=$'\\u00e9'", '?A:locale'],
    ['A=$"x $PINE_OUTER"', 'A=x outer'],
    ['A="$\'x\'"', "A=$'x'"],
    ['A=$[1+2]', 'A=3'],
    ['A=1\nA+=2\nexport A+=3 B+=4', 'A=123 B=4'],
    ["A=1\nexport A+$'=2' 'B+=3' 'C++=4'", 'A=12 B=3'],
    ['A=1\n>&2 B=(x)\nC=3', 'A=1 ?:too-intricate'],
    ['A=$(x)\nA+=2', '?A:command-output'],
    ['A=(1 2)\nB=$A', '?B:array'],
    ['A=1\nA=(1\n2 # c\n)\nA=3', ''],
    ['A=(1)\nunset A\nA=2', 'A=2'],
    ['A[0]=1\nB[x]=2', '?:arithmetic'],
    ['PINE_OUTER=(1)', '?PINE_OUTER:takes-away'],
    ['export M={"ES":"NQ","GC":"SI"} N="{a,b}" O={a}', 'M=GC:SI N={a,b} O={a}'],
    ['export M={~,~} N={a,b*}', 'M=~ ?N:braces'],
    ['V=a\nA=${V~}', 'V=a ?A:odd-operator'],
    ['0<(;', 'refused:syntax-error'],
    ['export M={a,{b,c}}', '?M:braces'],
    ['export M={1..3}', '?M:braces'],
    [
      'V=aXbX\nA=${V/X/-} B=${V//X} C=${V^^} D=${V,,} E=${V:1:2} F=${V^}',
      'A=a-bX B=ab C=AXBX D=axbx E=Xb F=AXbX V=aXbX',
    ],
    ['V=\u00e9\nA=${#V} B=${V^^}', 'V=\u00e9 ?A:locale ?B:odd-operator'],
    ['A="${X:-\'a\'}"', '?A:odd-quotes'],
    ['A="${X:-it\'s}"', ''],
    ['A=${a.b}; B=1\nC=2', 'C=2'],
    ['UID=5; B=1\nC=2', 'C=2'],
    ['A=1 UID=5 B=2\nC=3', 'A=1 C=3'],
    ['export UID=5 A=1', 'A=1 ?UID:shell-variable'],
    ['SECONDS=3\nSHLVL=3\n_=3', '?SECONDS:shell-variable ?SHLVL:shell-variable ?_:shell-variable'],
    ['OPTIND=x', '?:arithmetic'],
    ['POSIXLY_CORRECT=1', '?:changes-the-shell'],
    ['LC_ALL=ja_JP.SJIS', '?:locale'],
    ['A=$UID B=$HOSTNAME C=$IFS', '?A:shell-variable ?B:shell-variable ?C:shell-variable'],
    ['export a.b=1 A=2', 'A=2'],
    ['A=1 :\nB=2 export C=3', '?:builtin-command'],
    ['A=1 : x\nB=2', 'B=2'],
    ['A=1 >no/such/file\nB=$(x) >f', 'A=1 ?B:command-output'],
    ['A=1 &>f\nB=2 |& foo\nC=3 <<<x', 'A=1 C=3'],
    ['export A=1 >f', '?:redirection'],
    ['export A=1 >/dev/null', 'A=1'],
    ['{fd}>f A=1', '?:too-intricate'],
    ['A=x<(y)z', '?A:command-output'],
    ['A=$(;)', 'refused:syntax-error'],
    ['A=$(echo "x)\nB=2', ''],
    ['((A=1))', '?:compound-command'],
    ['A="x\\\u0001"', '?:own-marks'],
    ['declare A=1', '?:builtin-command'],
    ['{a,b} A=1', '?:dynamic-command'],
  ])('%j gives a worker %j', (file, expected) => {
    expect(taken(bash, file)).toBe(expected);
  });

  it('takes out NUL bytes, but stops at two in a row, and reads nothing of too many', () => {
    expect(taken(bash, 'A=x\0y\nB=2')).toBe('A=xy B=2');
    expect(taken(bash, 'A=x\0\0y\nB=2')).toBe('A=x');
    expect(ignoredIn(bash, 'Z=0\nA=x\0\0y\nB=2')).toEqual(['2 two-nuls']);
    expect(taken(bash, `A=1\n#${'x\0'.repeat(256)}\nB=2`)).toBe('A=1 B=2');
    expect(taken(bash, `A=1\n#${'x\0'.repeat(257)}\nB=2`)).toBe('');
    expect(ignoredIn(bash, `A=1\n#${'x\0'.repeat(257)}`)).toEqual(['1 binary']);
  });
});

describe('when nobody knows what bash starts with', () => {
  it.each([
    ['A=1\nB=$A', 'A=1 B=1'],
    ['B=$X', '?B:outside'],
    ['B=${X:-d}', '?B:outside'],
    ['X=${X:=d}', '?X:outside'],
    ['A=~', '?A:outside'],
    ['A=${X:?}', '?:outside'],
    ['export X', '?X:outside'],
    ['X+=1', '?X:outside'],
    ['A=1\nunset A B', 'A'.slice(1)],
    ['A=$"x"', '?A:locale'],
  ])('%j gives a worker %j', (file, expected) => {
    expect(taken(bash, file, false)).toBe(expected);
  });
});

describe('a place without effect', () => {
  it.each([
    ['A=1\n\n# c\nfoo bar\nB=x y', ['4 runs-command', '5 runs-command']],
    ['A="1\n2"\nA=1 & B=2\n(C=3)', ['3 own-process', '4 own-process']],
    ['UID=3', ['1 read-only']],
    ['A=1\nB=${a.b}', ['2 bad-substitution']],
    ['A=(1)', ['1 array']],
    ['export a-b=1', ['1 bad-name']],
    ['A=1\nB=2; C=(', []],
    ['A=1\nB=2\nB="x\ny', ['3 syntax-error']],
  ])('%j: %j', (file, expected) => {
    expect(ignoredIn(bash, file)).toEqual(expected);
  });

  it('never shows what stands there', () => {
    const canary = `canary${Date.now()}`;
    const file = `A=${canary}\n${canary} x\nB=$(${canary})\nC=$${canary}\nD="${canary}`;
    expect(JSON.stringify(bash.read(bytesOf(file)))).not.toContain(canary);
    expect(bash.rules).toEqual(expect.objectContaining({ 'read-only': expect.any(String) }));
  });
});

describe('lines', () => {
  it('are where a command begins', () => {
    const reading = bash.read(bytesOf('\n# c\nA="1\n2"; B=2\nC=x\\\ny \\\n D=4\nE=$(x\n)\n'));
    const lines =
      reading.kind === 'read' && reading.assignments.map(({ key, line }) => [key, line]);
    expect(lines).toEqual([
      ['A', 3],
      ['B', 4],
      ['C', 5],
      ['D', 5],
    ]);
    expect(reading).toMatchObject({ unsure: [{ key: 'E', line: 8 }] });
  });
});
