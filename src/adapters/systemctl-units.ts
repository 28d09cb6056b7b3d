import type { UnitFacts } from '../domain/units/unit-facts.ts';
import { managerSilent, type Run, refusedUnless } from './systemctl-run.ts';
import { namesIn, properties, unitsIn } from './systemctl-text.ts';

/** The facts of units by their names, in the order asked. */
export async function showUnits(run: Run, units: readonly string[]): Promise<readonly UnitFacts[]> {
  // Without a name, systemctl tells of the manager itself.
  if (units.length === 0) return [];
  const words = ['show', `--property=${properties.join(',')}`, '--', ...units];
  const { out } = refusedUnless(await run(words), 'show', units);
  const found = unitsIn(out);
  if (found?.length !== units.length) return managerSilent(words, 'its answer makes no sense');
  return found;
}

/** The units that the patterns match, each once and under its own name, by name. */
export async function findUnits(
  run: Run,
  patterns: readonly string[],
): Promise<readonly UnitFacts[]> {
  if (patterns.length === 0) return [];
  const lists = await Promise.all([
    list(run, ['list-units', '--all', '--plain'], patterns),
    list(run, ['list-unit-files'], patterns),
  ]);
  const names = [...lists.flat(), ...patterns.filter(isOneUnit)].filter(isNoTemplate);
  const units = (await showUnits(run, [...new Set(names)])).filter(isThere);
  const byName = new Map(units.map((unit) => [unit.unit, unit]));
  return [...byName.values()].sort((one, other) => (one.unit < other.unit ? -1 : 1));
}

async function list(run: Run, words: readonly string[], patterns: readonly string[]) {
  const ran = await run([...words, '--full', '--no-legend', '--', ...patterns]);
  // Some versions call it a failure, in silence, when nothing matches.
  const isNothing = ran.out === '' && ran.said === '';
  return isNothing ? [] : namesIn(refusedUnless(ran, words[0] ?? '', patterns).out);
}

/** An instance of a template that was never loaded stands in no list. */
function isOneUnit(pattern: string): boolean {
  return !/[*?[]/.test(pattern);
}

function isNoTemplate(name: string): boolean {
  return !/@(?:\.[a-z]+)?$/.test(name);
}

/** What others only mention is no unit; what runs or has failed is one, be its file gone. */
function isThere({ load, active }: UnitFacts): boolean {
  return load !== 'not-found' || active !== 'inactive';
}
