import type { Report } from '../../domain/report.ts';
import type { Root } from '../../domain/world.ts';
import type { Host } from '../../ports.ts';
import type { Paint } from '../../render/paint.ts';
import type { Given } from '../command.ts';

/** A report of `keys` and the part of the verb that made it. */
export type KeysReport = Report & { readonly part: string };

/** One of the things that `keys` does, in a file of its own, loaded when it is asked for. */
export interface Part<R extends KeysReport = KeysReport> {
  run(given: Given, host: Host, root: Root): Promise<R>;
  text(report: R, paint: Paint): readonly string[];
}
