import { stop } from '../config-rules.ts';
import type { Directive, Tag } from './token.ts';

const standard: readonly (readonly [handle: string, prefix: string])[] = [
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
];

/** What the directives before a document make of tag handles; stops at one PyYAML refuses. */
export function handlesOf(directives: readonly Directive[]): ReadonlyMap<string, string> {
  const handles = new Map<string, string>();
  let versions = 0;
  for (const { name, values, line } of directives) {
    const [first = '', prefix = ''] = values;
    if (name === 'YAML' && (versions++ > 0 || !/^0*1$/.test(first))) stop('directive', line);
    if (name === 'TAG' && handles.has(first)) stop('directive', line);
    if (name === 'TAG') handles.set(first, prefix);
  }
  return new Map([...standard, ...handles]);
}

/** The whole tag; `!` alone stays as it is. */
export function resolveTag(
  handles: ReadonlyMap<string, string>,
  { handle, suffix, line }: Tag,
): string {
  if (handle === undefined) return suffix;
  const prefix = handles.get(handle) ?? stop('tag', line);
  return prefix + suffix;
}
