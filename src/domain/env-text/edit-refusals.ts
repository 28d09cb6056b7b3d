import { listed } from '../listed.ts';
import { type LoaderName, shownName } from '../names.ts';
import { portableFor, unportableLines } from '../portable.ts';
import { portableRules } from '../portable-rules.ts';
import type { NotEncodable } from './encode-portably.ts';

/** Why an env file was left as it is; neither text holds a value. */
export interface Refusal {
  readonly kind: 'refused';
  readonly rule:
    | 'bad-name'
    | 'key-not-there'
    | 'key-there'
    | 'key-repeated'
    | 'place-not-clear'
    | 'value-not-writable'
    | 'edit-not-portable';
  readonly message: string;
  readonly remedy: string;
}

type Loaders = readonly LoaderName[];

/** Every way an edit can be refused. */
export const refusals = {
  badName: () =>
    refusal('bad-name', portableRules['bad-name'].message, portableRules['bad-name'].remedy),
  keyNotThere: (key: string) =>
    refusal(
      'key-not-there',
      `no line of the file sets ${shownName(key)}`,
      'add the key as a new line',
    ),
  keyThere: (key: string) =>
    refusal(
      'key-there',
      `the file speaks of ${shownName(key)} already`,
      'change that line instead of adding one',
    ),
  keyRepeated: (key: string, where: readonly { readonly line: number }[]) =>
    refusal(
      'key-repeated',
      `${shownName(key)} stands on lines ${listed(where.map(({ line }) => String(line)))}`,
      portableRules['duplicate-key'].remedy,
    ),
  elsewhere: (key: string, loaders: Loaders) =>
    refusal(
      'place-not-clear',
      `no line has the shape ${shownName(key)}=value, and yet ${listed(loaders)} ${see(loaders)} it set`,
      'write the key on a line of its own, as KEY=value',
    ),
  placeNotClear: (bytes: Uint8Array, key: string, line: number, loaders: Loaders) =>
    refusal(
      'place-not-clear',
      `${listed(loaders)} ${see(loaders)} the value of ${shownName(key)} begin or end elsewhere than line ${line} shows`,
      remedyFor(bytes, line, loaders),
    ),
  valueNotWritable: (key: string, { loaders, remedy }: NotEncodable) =>
    refusal(
      'value-not-writable',
      `the new value of ${shownName(key)} cannot be written: ${reasons(loaders)}`,
      remedy,
    ),
  editNotPortable: (bytes: Uint8Array, key: string, line: number, loaders: Loaders) =>
    refusal(
      'edit-not-portable',
      `with the new value in line ${line}, ${listed(loaders)} would not read ${shownName(key)} as exactly that and all else as before`,
      remedyFor(bytes, line, loaders),
    ),
} as const;

function refusal(rule: Refusal['rule'], message: string, remedy: string): Refusal {
  return { kind: 'refused', rule, message, remedy };
}

function reasons(loaders: NotEncodable['loaders']): string {
  return loaders.map(({ loader, why }) => `${loader} ${why}`).join('; ');
}

function see(loaders: Loaders): string {
  return loaders.length === 1 ? 'sees' : 'see';
}

/** What is wrong with the line, or else with the file, is what keeps it from being edited. */
function remedyFor(bytes: Uint8Array, line: number, loaders: Loaders): string {
  const faults = unportableLines(bytes, portableFor(loaders));
  const errors = faults.filter(({ severity }) => severity === 'error');
  const here = [...errors, ...faults].find((one) => one.line === line && one.severity !== 'info');
  if (here !== undefined) return here.remedy;
  const [elsewhere] = errors;
  if (elsewhere !== undefined) return `mend line ${elsewhere.line} first: ${elsewhere.remedy}`;
  return 'look at what uses the key, and edit the file by hand';
}
