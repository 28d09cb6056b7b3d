import { agree, keysHeard, voicesOn } from '../agreement.ts';
import { contentFrom } from '../content.ts';
import { isKeyName, type LoaderName } from '../names.ts';
import { Secret } from '../secret.ts';
import { utf8Text } from '../utf8-text.ts';
import type { Fields, StoreQuestion } from './store.ts';

/** What a store's answer holds, or why nobody can tell, in words that show none of it. */
export type Understood =
  | { readonly kind: 'fields'; readonly fields: Fields }
  | { readonly kind: 'unclear'; readonly what: string };

type Asked = Pick<StoreQuestion, 'of' | 'format' | 'unwrap'>;

/** The values in a store's answer. `KEY=value` lines are read as the profile's loaders read an env file. */
export function readDocument(
  stdout: Uint8Array,
  { of, format, unwrap }: Asked,
  loaders: readonly LoaderName[],
): Understood {
  const said = utf8Text(stdout);
  if (said === undefined) return unclear('it is not UTF-8 text');
  const text = unwrap === undefined ? said : unwrap(said);
  if (text === undefined) return unclear('it has not the shape that this command documents');
  if (format === 'json') return jsonFields(text);
  if (format === 'dotenv') return lineFields(text, loaders);
  // A text tool ends its output with a line feed that is none of the value.
  return { kind: 'fields', fields: new Map([[of ?? '', Secret.of(text.replace(/\r?\n$/, ''))]]) };
}

/** Numbers are refused: 0123 or 1.50 would come out as something else. */
function jsonFields(text: string): Understood {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return unclear('it is not one JSON object');
  }
  const fields = Object.entries(value).map(([name, one]) => [name, wordOf(one)] as const);
  return { kind: 'fields', fields: new Map(fields) };
}

function wordOf(value: unknown): Secret | undefined {
  if (typeof value === 'string') return Secret.of(value);
  return typeof value === 'boolean' ? Secret.of(String(value)) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One rule for a file and for a store: what the declared loaders would not read alike is nobody's value. */
function lineFields(text: string, loaders: readonly LoaderName[]): Understood {
  const content = contentFrom(new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`));
  const readings = loaders.flatMap((loader) => content.heard(loader));
  const shut = readings.find(({ reading }) => reading.kind === 'refused');
  if (shut !== undefined) return unclear(`${shut.loader} would refuse its lines as an env file`);
  const known: [string, Secret][] = [];
  for (const key of keysHeard(content, loaders)) {
    const voices = voicesOn(content, loaders, key);
    const says = voices[0]?.says;
    if (!agree(voices) || says?.kind !== 'value') {
      return unclear(
        `its lines do not give ${isKeyName(key) ? key : 'a key'} the same value for all declared loaders`,
      );
    }
    known.push([key, says.value]);
  }
  return { kind: 'fields', fields: new Map(known) };
}

function unclear(what: string): Understood {
  return { kind: 'unclear', what };
}
