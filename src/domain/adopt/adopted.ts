import { sameBytes } from '../same-bytes.ts';
import { contentOf, envFile, type World } from '../world.ts';
import type { PlainFile } from './plain-file.ts';

/** A plain file, and the env file that its bytes become. */
export interface Adopted {
  readonly link: string;
  readonly file: string;
  readonly plain: PlainFile;
  readonly bytes: Uint8Array;
  /** False where the same bytes stand there already. */
  readonly isNew: boolean;
}

/** What becomes of a plain file, as the World stands. */
export function adoptedAs(world: World, file: string, plain: PlainFile): Adopted {
  const bytes = contentOf(plain.read)?.reveal() ?? new Uint8Array();
  const isNew = envFile(world, file).kind === 'absent';
  return { link: plain.link, file, plain, bytes, isNew };
}

/** True when the env file there holds these very bytes. */
export function holdsBytes(world: World, { file, bytes }: Adopted): boolean {
  return sameBytes(contentOf(envFile(world, file))?.reveal(), bytes);
}
