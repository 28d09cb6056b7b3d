import type { ErrorFacts } from '../../src/errors.ts';
import type { UnitControl } from '../../src/ports.ts';
import type { Machine } from '../systemd/machine.ts';
import { bundled } from './bundled.ts';

/** Runs one method of an adapter and tells what it answered, or with what `PineError` it failed. */
const program = `
  import { systemctl } from './systemctl.ts';
  const [, , method, ...words] = process.argv;
  const control = systemctl();
  const tell = (told) => console.log(JSON.stringify({ isHere: control.isHere, ...told }));
  try {
    tell({ answer: await control[method](...words.map((word) => JSON.parse(word))) });
  } catch (error) {
    tell({ error: error.facts ?? String(error) });
  }
`;

/** What one call inside the machine came to. */
export interface Told<T> {
  readonly isHere: boolean;
  readonly answer?: T;
  readonly error?: ErrorFacts;
}

type Method = Exclude<keyof UnitControl, 'isHere'>;
type Answer<M extends Method> = Awaited<ReturnType<UnitControl[M]>>;

/** Calls `systemctl()` in a machine, whose directory of ours `shared` must be. */
export function controlIn(machine: Machine, shared: string) {
  const script = bundled(shared, 'control', program);
  return async <M extends Method>(
    method: M,
    ...words: Parameters<UnitControl[M]>
  ): Promise<Told<Answer<M>>> => {
    const told = words.map((word) => JSON.stringify(word));
    return JSON.parse(await machine.must(process.execPath, [script, method, ...told]));
  };
}
