import type { ConfigEdit } from '../domain/config-text.ts';

export type Path = ConfigEdit['path'];

/** The plain value after an edit; the judge of what the edited text must read as. */
export function edited(value: unknown, edit: ConfigEdit): unknown {
  if (edit.kind === 'delete' && valueAt(value, edit.path) === undefined) return value;
  return changedAt(value, edit.path, (old) => {
    if (edit.kind === 'delete') return undefined;
    if (edit.kind === 'set') return edit.value;
    return [...(Array.isArray(old) ? old : []), edit.value];
  });
}

/** True when one of the paths lies on the way to the other. */
export function overlap(a: Path, b: Path): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.every((step, index) => step === long[index]);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((inner, step) => (inner as Record<string, unknown> | null)?.[step], value);
}

function changedAt(value: unknown, path: Path, change: (old: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value) || (typeof step === 'number' && value === undefined)) {
    const list = [...(Array.isArray(value) ? value : [])];
    const inner = changedAt(list[Number(step)], rest, change);
    list.splice(Number(step), 1, ...(inner === undefined ? [] : [inner]));
    return list;
  }
  const { [step]: old, ...others } = (value ?? {}) as Record<string, unknown>;
  const inner = changedAt(old, rest, change);
  if (inner === undefined) return others;
  return old === undefined ? { ...others, [step]: inner } : { ...(value as object), [step]: inner };
}
