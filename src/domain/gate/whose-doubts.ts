import { envPath } from '../layout.ts';
import { listed } from '../listed.ts';
import { shownName } from '../names.ts';
import { unreadFile } from '../running/differences.ts';
import { tierOf } from '../tiers.ts';
import { patternsOf, wayToSafety } from '../world.ts';
import { type Doubt, linkedNames, whereOf } from './doubt.ts';
import { strayKeys } from './stray-keys.ts';
import type { Subject } from './subject.ts';

/** Doubts about whose keys these are, and whether the link leads there. */
export function whoseDoubts(subject: Subject): readonly Doubt[] {
  return [
    ...configElsewhere(subject),
    ...mixedKeys(subject),
    ...ofAnother(subject),
    ...linkMissing(subject),
    ...mixedLinks(subject),
    ...otherThanLinked(subject),
    ...ofNobody(subject),
  ];
}

function configElsewhere(subject: Subject): readonly Doubt[] {
  const foreign = foreignIn(subject, subject.byConfig);
  if (foreign.length === 0) return [];
  const where = subject.config?.where ?? '';
  const message = `the runtime config gives the worker keys of ${listed(foreign)}, and ${linkedNames(subject)} is linked`;
  const remedy = `take the key out of ${where}; the env file is its place`;
  return [{ rule: 'gate-config-elsewhere', stops: 'always', where, message, remedy }];
}

/** With nothing linked, only what is live is foreign. */
function foreignIn({ world, linked }: Subject, environments: readonly string[]) {
  const own = linked.profiles.map(({ name }) => name);
  return environments.filter((name) =>
    own.length === 0 ? tierOf(world, name) === 'live' : !own.includes(name),
  );
}

function mixedKeys(subject: Subject): readonly Doubt[] {
  const { environments } = subject.held;
  if (environments.length < 2) return [];
  const message = `MIXED: the environment holds keys of ${listed(environments)} at once`;
  const remedy = unitAdds(subject);
  return [{ rule: 'gate-mixed', stops: 'always', where: whereOf(subject), message, remedy }];
}

function mixedLinks(subject: Subject): readonly Doubt[] {
  if (!subject.linked.isMixed) return [];
  const message = 'MIXED: the links of a live profile do not all lead to it';
  const remedy = `make them agree: ${wayToSafety(subject.world)}`;
  return [{ rule: 'gate-mixed', stops: 'always', where: whereOf(subject), message, remedy }];
}

function ofAnother(subject: Subject): readonly Doubt[] {
  const foreign = foreignIn(subject, subject.held.environments);
  if (foreign.length === 0) return [];
  const message = `the environment holds keys of ${listed(foreign)}, and ${linkedNames(subject)} is linked`;
  return [notLinked(subject, 'always', message)];
}

function linkMissing(subject: Subject): readonly Doubt[] {
  const { linked, world, held } = subject;
  if (linked.missing === undefined) return [];
  const [only, ...more] = held.environments;
  const isSafe = only !== undefined && more.length === 0 && tierOf(world, only) === 'safe';
  const { link, why } = linked.missing;
  return [
    {
      rule: 'gate-link-missing',
      stops: isSafe && !linked.isLive ? 'live' : 'always',
      where: envPath(link),
      message: `${why}, so nothing says which keys the worker should have`,
      remedy: `link a profile: ${wayToSafety(world)}`,
    },
  ];
}

function otherThanLinked(subject: Subject): readonly Doubt[] {
  const { differs, instead } = subject.read;
  if (differs.length === 0 || subject.linked.missing !== undefined) return [];
  const as = instead === undefined ? '' : `, as ${instead} has it`;
  return [notLinked(subject, 'live', `${howItDiffers(subject)}${as}`)];
}

/** What is not set at all is missing, and no other value. */
function howItDiffers(subject: Subject): string {
  const { differs } = subject.read;
  const file = `the file of ${linkedNames(subject)}`;
  if (differs.includes(unreadFile)) return `${file} cannot be read as systemd reads it`;
  const isSet = (name: string) => subject.variables.has(name);
  const [other, missing] = [differs.filter(isSet), differs.filter((name) => !isSet(name))];
  const parts = [
    ...(other.length === 0 ? [] : [`has another ${listed(other.map(shownName))} than ${file} now`]),
    ...(missing.length === 0
      ? []
      : [`lacks ${listed(missing.map(shownName))}, which ${file} sets now`]),
  ];
  return `the environment ${parts.join(', and ')}`;
}

function notLinked(subject: Subject, stops: Doubt['stops'], message: string): Doubt {
  const remedy = 'see what stands, then start the unit again: pine-env status';
  return { rule: 'gate-not-linked', stops, where: whereOf(subject), message, remedy };
}

/** A key that nobody enrolled and that the linked file does not hold may be anybody's. */
function ofNobody(subject: Subject): readonly Doubt[] {
  const stray = strayKeys(subject);
  if (stray.length === 0) return [];
  return [
    {
      rule: 'gate-unproven',
      stops: 'always',
      where: whereOf(subject),
      message: `nobody enrolled its ${listed(stray.map(shownName))}, and the linked file does not hold that value: it may be anybody's`,
      remedy: unitAdds(subject),
    },
  ];
}

function unitAdds({ world }: Subject): string {
  const [unit] = patternsOf(world);
  const command = unit === undefined ? 'systemctl cat' : `systemctl cat '${unit}'`;
  return `see what the unit adds to the env file: ${command}`;
}
