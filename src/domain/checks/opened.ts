import type { Content } from '../content.ts';
import type { FileFacts } from '../file-facts.ts';
import { envPath, within } from '../layout.ts';
import type { EnvFile } from '../world.ts';
import type { View } from './check.ts';

/** A regular env file that was opened, with the words every finding about it needs. */
export interface OpenedFile {
  readonly name: string;
  /** Relative to the root. */
  readonly where: string;
  /** Absolute. */
  readonly path: string;
  readonly facts: FileFacts;
  readonly content?: Content;
}

/** The profile's env files that are regular and could be opened. */
export function openedFiles(view: View): readonly OpenedFile[] {
  return view.files.flatMap((file) => opened(view.world.root.path, file));
}

/** Those whose content could be read whole. */
export function readFiles(view: View): readonly (OpenedFile & { readonly content: Content })[] {
  return openedFiles(view).flatMap((file) =>
    file.content === undefined ? [] : [{ ...file, content: file.content }],
  );
}

/** The contents of the profile's env files that could be read whole, in their order. */
export function contentsOf(view: View): readonly Content[] {
  return readFiles(view).map(({ content }) => content);
}

function opened(root: string, file: EnvFile): readonly OpenedFile[] {
  if (file.kind !== 'opened' || file.facts.kind !== 'file') return [];
  const where = envPath(file.file);
  return [{ ...file, name: file.file, where, path: within(root, where) }];
}
