import type { Loader, Reading, Setting } from './loader.ts';
import { byteText } from './shell/byte-text.ts';
import { dash } from './shell/dialect.ts';
import { readFile } from './shell/read-file.ts';
import { sharedRules } from './shell/rules.ts';

/** dash's `set -a; . FILE; set +a`: what the next program gets, if the shell lives to start it. */
export const sh: Loader = { name: 'sh', versions: ['0.5.12'], rules: sharedRules, read };

function read(bytes: Uint8Array, { outside }: Setting = {}): Reading {
  return readFile(byteText(bytes).replaceAll('\0', ''), dash, outside);
}
