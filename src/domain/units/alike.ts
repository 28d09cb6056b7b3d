import type { UnitFile } from './unit-file.ts';
import { linesOf } from './unit-lines.ts';
import { editedName } from './unit-name.ts';

/** A unit and the files of its definition. */
export type Defined = readonly [unit: string, files: readonly UnitFile[]];

/**
 * One unit for all that are alike: instances of a template that have the same files, where none of
 * these tells its instance in anything but a command. Forty workers are then one judgement.
 */
export function oneOfEach(units: Iterable<Defined>): readonly Defined[] {
  const alike = new Map<string, Defined>();
  for (const [unit, files] of units) {
    const who = files.some(tellsInstance) ? unit : editedName(unit);
    const identity = [who, ...files.map(({ path }) => path)].join('\n');
    if (!alike.has(identity)) alike.set(identity, [unit, files]);
  }
  return [...alike.values()];
}

// The same template is asked about once for each of its instances.
const told = new WeakMap<UnitFile, boolean>();

function tellsInstance(file: UnitFile): boolean {
  const before = told.get(file);
  if (before !== undefined) return before;
  const tells = linesOf(file).lines.some(
    ({ key, value }) => !key.startsWith('Exec') && /%[iInN]/.test(value),
  );
  told.set(file, tells);
  return tells;
}
