import { Secret } from '../secret.ts';
import { escapedText } from '../utf8-text.ts';
import type { Assignment, Ignored, Loader, Reading, Setting, Unsure } from './loader.ts';
import { foundBy20 } from './node/lines-of-20.ts';
import { foundBy22 } from './node/lines-of-22.ts';
import { namesSet } from './node/names-set.ts';

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

function read(bytes: Uint8Array, { version = '20' }: Setting = {}): Reading {
  const text = escapedText(bytes).replaceAll('\r', '');
  const found = version === '20' ? foundBy20(text) : foundBy22(text);
  const lineOf = lineCounter(text);
  const [assignments, ignored, unsure]: [Assignment[], Ignored[], Unsure[]] = [[], [], []];
  for (const one of namesSet(found, version)) {
    const line = lineOf(one.at);
    if (one.kind === 'set') assignments.push({ key: one.name, value: Secret.of(one.value), line });
    else if (one.kind === 'unsure') unsure.push({ key: one.name, line, rule: one.rule });
    else if (ignored.at(-1)?.line !== line) ignored.push({ line, rule: one.rule });
  }
  return { kind: 'read', assignments, ignored, unsure };
}

/** The line of a place, asked with growing places. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let counted = 0;
  return (at) => {
    for (; counted < at; counted++) if (text.charCodeAt(counted) === 0x0a) line++;
    return line;
  };
}
