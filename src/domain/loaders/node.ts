import { Secret } from '../secret.ts';
import { lossyText } from '../utf8-text.ts';
import type { Assignment, Ignored, Loader, Reading, Setting, Unsure } from './loader.ts';
import { LF, type Named } from './node/found.ts';
import { foundBy20 } from './node/lines-of-20.ts';
import { foundBy22 } from './node/lines-of-22.ts';
import { namesSet, upToNul } from './node/names-set.ts';

/**
 * Node's `--env-file=FILE` (observed on 20.20.2, 22.23.3, 24.21.0 and 26.10.0; 24 is as 22): what
 * `process.env` gets from the file, where names and values end at a NUL. A name that is already in
 * the environment keeps its value there. Node itself acts on `NODE_OPTIONS` in the file.
 */
export const node: Loader = {
  name: 'node',
  versions: ['20', '22', '26'],
  rules: {
    'no-equals': 'skips a line without an equals sign',
    'ends-the-file': 'reads nothing from here on, since nothing stands before the equals sign',
    'joined-name': 'takes a line without an equals sign into the name on the line below',
    'open-quote': 'drops the last line, since its quote is never closed',
    'after-quote': 'skips what stands behind a closing quote',
    'no-name': 'skips a name that is empty',
    'number-name': 'does not show the worker a name that is a plain number',
    'large-number-name': 'mistakes a large plain number in a name for a negative one',
    'taken-as-value':
      'takes this line as the value of a name further up, behind which only blanks stand',
    'same-name':
      'sets another name in its place: up to a NUL, or to bytes that are not UTF-8, they are one',
  },
  read,
};

const CR = 0x0d;

function read(bytes: Uint8Array, { version = '20' }: Setting = {}): Reading {
  const plain = bytes.includes(CR) ? bytes.filter((byte) => byte !== CR) : bytes;
  const found = version === '20' ? foundBy20(plain) : foundBy22(plain);
  const lineOf = lineCounter(plain);
  const [assignments, ignored, unsure]: [Assignment[], Ignored[], Unsure[]] = [[], [], []];
  for (const one of namesSet(plain, found, version)) {
    const line = lineOf(one.at);
    if (one.kind === 'ignored' && ignored.at(-1)?.line === line) continue;
    if (one.kind === 'ignored') ignored.push({ line, rule: one.rule });
    else if (one.kind === 'unsure') unsure.push({ key: one.name, line, rule: one.rule });
    else assignments.push({ key: one.name, value: Secret.of(textOf(plain, one)), line });
  }
  return { kind: 'read', assignments, ignored, unsure };
}

function textOf(bytes: Uint8Array, { value, expands }: Named): string {
  const text = lossyText(bytes.subarray(value.from, value.to));
  return upToNul(expands ? text.replaceAll('\\n', '\n') : text);
}

/** The line of a place, asked with growing places. */
function lineCounter(bytes: Uint8Array): (at: number) => number {
  let line = 1;
  let counted = 0;
  return (at) => {
    for (; counted < at; counted++) if (bytes[counted] === LF) line++;
    return line;
  };
}
