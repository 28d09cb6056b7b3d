import { ifReadable, textOf } from './proc-files.ts';

/** Of the units that processes live in. */
const unitEndings = ['.service', '.scope', '.socket', '.mount', '.swap'];

/** Where a process stands in the service manager's tree of control groups. */
export interface UnitPlace {
  /** Undefined outside of units. */
  readonly unit: string | undefined;
  /** It lives where a service manager does: the host's, a user's or a container's. */
  readonly isManagers: boolean;
}

/** The group below which the service manager keeps its units: in a container that may not be the top. */
export function treeOf(directory: string): string {
  const [first = ''] = groupsOf(`${directory}/1`);
  return first.replace(/\/init\.scope$/, '').replace(/\/$/, '');
}

/** The unit of the process or thread whose directory this is. */
export function unitPlaceOf(place: string, tree: string): UnitPlace {
  const groups = groupsOf(place);
  return {
    unit: groups.map((group) => unitIn(belowTree(group, tree))).find((unit) => unit !== undefined),
    isManagers: groups.some((group) => group.endsWith('/init.scope')),
  };
}

/** The groups by which systemd goes: in version 2 the only one, in version 1 the one with its name. */
function groupsOf(place: string): readonly string[] {
  const text = ifReadable(() => textOf(`${place}/cgroup`)) ?? '';
  const lines = [...text.matchAll(/^(?:0::|\d+:name=systemd:)(\/.*)$/gm)];
  return lines.map(([, group = '']) => group);
}

function belowTree(group: string, tree: string): string {
  return `${group}/`.startsWith(`${tree}/`) ? group.slice(tree.length) : group;
}

/**
 * The first that is no slice, as systemd reads it: what lies below belongs to that unit (a delegated
 * group, a user's units, a container's), and our service manager knows it by no other name.
 */
function unitIn(group: string): string | undefined {
  const names = group.split('/');
  const unit = names.find((name) => unitEndings.some((ending) => name.endsWith(ending)));
  // systemd puts it before a name that the kernel could take for a file of its own.
  return unit?.replace(/^_/, '');
}
