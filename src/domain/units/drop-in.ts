import { editedName } from './unit-name.ts';
import type { UnitReading } from './unit-reading.ts';

/** The remedy for a unit: lines for a drop-in, to be pasted where `systemctl edit` opens an editor. */
export function dropIn({ unit }: UnitReading, ...lines: readonly string[]): string {
  const each = lines.length > 1 ? ', each on a line of its own' : '';
  return `sudo systemctl edit ${editedName(unit)}, and write${each}: [Service] ${lines.join(' ')}`;
}
