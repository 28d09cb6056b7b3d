import type { Hit, HitPiece } from '../domain/leaks/hit.ts';
import { absolutePath, pathBelow } from '../domain/leaks/tree-path.ts';
import type { Host, LeakSources, ObjectPlace } from '../ports.ts';
import type { ScanRequest } from './scan.ts';

/** Where the pieces are in which something was found. */
export interface Places {
  /** Below the top of the tree; undefined outside of one. */
  readonly pathOf: (piece: HitPiece) => string | undefined;
  readonly objectPlace: (piece: HitPiece) => ObjectPlace | undefined;
}

/** Asks the repository for the few objects in which something was found. */
export async function placesOf(
  host: Host,
  sources: LeakSources,
  { source, top }: Pick<ScanRequest, 'source' | 'top'>,
  hits: readonly Hit[],
): Promise<Places> {
  const objects = [...new Set(hits.flatMap(({ piece }) => piece.object ?? []))];
  const repository = 'repository' in source ? source.repository : undefined;
  const known: ReadonlyMap<string, ObjectPlace> =
    repository === undefined || objects.length === 0
      ? new Map()
      : await sources.places(repository, objects);
  const objectPlace = ({ object }: HitPiece) =>
    object === undefined ? undefined : known.get(object);
  return {
    objectPlace,
    pathOf: (piece) => {
      if (piece.kind === 'name') return undefined;
      if (piece.object !== undefined) return objectPlace(piece)?.path;
      const path = absolutePath(host.machine.workingDirectory, piece.name);
      return top === undefined || piece.kind === 'stream' ? undefined : pathBelow(top, path);
    },
  };
}
