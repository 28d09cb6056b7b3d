import type { ConfigEdit } from '../domain/config-text.ts';
import { fail } from '../errors.ts';
import { type Cut, cutFor } from './yaml-cut.ts';
import { edited, overlap } from './yaml-expected.ts';
import { yamlTree } from './yaml-tree.ts';

/**
 * Applies the edits to the text itself: every byte outside the edited values stays. The result is
 * read again and must be what the edits ask for; `bad-config` when the text is too unusual for that.
 */
export function editedYaml(text: string, file: string, edits: readonly ConfigEdit[]): string {
  const { value } = yamlTree(text, file);
  const result = readable(written(text, file, edits), file);
  const expected = edits.reduce(edited, value);
  return JSON.stringify(result.value) === JSON.stringify(expected) ? result.text : tooUnusual(file);
}

/** One look at the text serves as many edits as do not work inside what another one makes. */
function written(text: string, file: string, edits: readonly ConfigEdit[]): string {
  if (edits.length === 0) return text;
  const tree = readable(text, file);
  const cuts: Cut[] = [];
  let done = 0;
  for (const edit of edits) {
    if (cuts.some(({ made }) => overlap(made, edit.path))) break;
    const cut = cutFor(tree, edit);
    if (cut === undefined && edit.kind !== 'delete') return tooUnusual(file);
    if (cut !== undefined && cuts.some((other) => collide(other, cut))) break;
    if (cut !== undefined) cuts.push(cut);
    done += 1;
  }
  return written(withCuts(text, cuts), file, edits.slice(done));
}

/** Two that begin at one place, such as the end of the file, are not told apart by where they begin. */
function collide(one: Cut, other: Cut): boolean {
  return one.from === other.from || overlap(one.made, other.made);
}

function withCuts(text: string, cuts: readonly Cut[]): string {
  const ordered = [...cuts].sort((a, b) => a.from - b.from);
  let result = '';
  let at = 0;
  for (const cut of ordered) {
    result += text.slice(at, cut.from) + cut.text;
    at = cut.until;
  }
  return result + text.slice(at);
}

/** Our own result, read back; when it cannot be read, the fault is in the editing. */
function readable(text: string, file: string) {
  try {
    return yamlTree(text, file);
  } catch {
    return tooUnusual(file);
  }
}

function tooUnusual(file: string): never {
  return fail({
    kind: 'bad-config',
    rule: 'yaml-edit',
    where: file,
    message: 'the file is written in a way this program cannot edit without changing more',
    remedy: 'write the part as a plain block, as in the shipped file; nothing was changed',
  });
}
