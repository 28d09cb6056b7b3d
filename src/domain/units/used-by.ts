import { templateOf } from './unit-name.ts';
import { unitMatches } from './unit-pattern.ts';

/**
 * True when a key that is used by `pattern` (a unit, a template or a pattern) is used by `unit`, which may
 * be any of them too: an instance uses what its template uses, a template what any instance of it uses.
 */
export function isUsedBy(pattern: string, unit: string): boolean {
  const whole = unit.includes('.') ? unit : `${unit}.service`;
  return (
    unitMatches(pattern, whole) ||
    unitMatches(whole, pattern) ||
    templateOf(whole) === asTemplate(pattern) ||
    templateOf(pattern) === asTemplate(whole) ||
    asTemplate(pattern) === asTemplate(whole)
  );
}

/** `pine-worker@*.service` means every instance, as its template does. */
function asTemplate(name: string): string {
  return name.replace(/@\*\./, '@.');
}
