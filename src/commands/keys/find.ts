import { exit } from '../../domain/exit-code.ts';
import { ownersOf } from '../../domain/find-owner.ts';
import type { Registration } from '../../domain/registry.ts';
import { type Report, schemaOf } from '../../domain/report.ts';
import type { Root } from '../../domain/world.ts';
import { fail } from '../../errors.ts';
import type { Host } from '../../ports.ts';
import type { Paint } from '../../render/paint.ts';
import { plain } from '../../render/speech.ts';
import { goodRegistry } from '../../steps/read-config.ts';
import { takeValue } from '../../steps/take-value.ts';
import type { Given } from '../command.ts';
import type { Part } from './part.ts';

interface Found extends Report {
  readonly part: 'find';
  readonly ours: boolean;
  readonly places: readonly Registration[];
  /** Where it is not ours: whose end it has, by the registry's 24 bits; a hint, and no proof. */
  readonly sameEnd: readonly Registration[];
}

/** `keys --find`: whose a pasted value is; nothing of it is shown, and "not ours" is told like "ours". */
export const findPart: Part<Found> = { run: find, text: findText };

async function find(given: Given, host: Host, root: Root): Promise<Found> {
  if (given.words.length > 0) refuseWord();
  const registry = await goodRegistry(host, root.path);
  const value = await takeValue(host, 'paste the value (it is not shown), then Enter: ');
  const { places, sameEnd } = ownersOf(registry, value);
  const ours = places.length > 0;
  return {
    schema: schemaOf('keys'),
    part: 'find',
    root: root.path,
    outcome: 'done',
    exit: ours ? exit.done : exit.no,
    findings: [],
    ours,
    places,
    sameEnd: ours ? [] : sameEnd,
  };
}

/** Two lines, whatever it is. */
function findText({ root, places, sameEnd }: Found, paint: Paint): readonly string[] {
  const told = places.length > 0 ? `ours: ${listOf(places)}` : notOurs(sameEnd);
  return [paint.faint(`root ${plain(root ?? '')}`), told];
}

function notOurs(sameEnd: readonly Registration[]): string {
  if (sameEnd.length === 0) {
    return 'not ours: no key of the registry has this value, in any generation';
  }
  return `not ours, but it ends like ${listOf(sameEnd)}`;
}

function listOf(places: readonly Registration[]): string {
  return places
    .map(({ key, environment, generation }) => `${key} in ${environment}, ${generation}`)
    .join('; ');
}

/** It is not repeated: it may be the value. */
function refuseWord(): never {
  return fail({
    kind: 'usage',
    rule: 'value-on-command-line',
    message:
      'a value never stands on the command line: everybody on this host can read it there, and the shell remembers it',
    remedy: 'type pine-env keys --find alone, and paste at its prompt',
  });
}
