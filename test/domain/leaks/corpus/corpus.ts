import { contexts } from './contexts.ts';
import { writings } from './encodings.ts';
import { harmless } from './harmless.ts';
import { madeUpSecret, plantedRules } from './made-up-secrets.ts';

/** A credential in a file, and where it begins; at -1 where it is encoded and has no place of its own. */
export interface Plant {
  readonly rule: string;
  readonly encoding: string;
  readonly secret: string;
  readonly offset: number;
}

/** A file of the corpus; without plants, nothing in it is a leak. */
export interface CorpusFile {
  readonly path: string;
  readonly kind: string;
  readonly bytes: Uint8Array;
  readonly plants: readonly Plant[];
}

const ours = ['databento-key', 'traderspost-webhook', 'discord-webhook'];

/** Every rule in `each` kinds of files, plain. */
export function plainPlants(seed: string, each: number): readonly CorpusFile[] {
  return plantedRules.flatMap((rule, place) =>
    Array.from({ length: each }, (_, number) => plainPlant(seed, rule, number, place)),
  );
}

/** Our three providers' credentials in every way to write them down, `each` of them. */
export function encodedPlants(seed: string, each: number): readonly CorpusFile[] {
  return ours.flatMap((rule) =>
    writings.flatMap(({ name, write }) =>
      Array.from({ length: each }, (_, number): CorpusFile => {
        const { written, secret } = madeUpSecret(rule, `${seed} ${name}`, number);
        const bytes = write(written);
        const offset = Buffer.from(bytes).indexOf(secret, 0, 'latin1');
        return {
          path: `${rule}/${name}/${number}`,
          kind: name,
          bytes,
          plants: [{ rule, encoding: name, secret, offset }],
        };
      }),
    ),
  );
}

/** `count` files in which nothing is to be found. */
export function harmlessFiles(seed: string, count: number): readonly CorpusFile[] {
  return Array.from({ length: count }, (_, number) => {
    const { kind, path, text } = harmless(seed, number);
    return { kind, path, bytes: Buffer.from(text, 'latin1'), plants: [] };
  });
}

function plainPlant(seed: string, rule: string, number: number, place: number): CorpusFile {
  const { secret, written, names, block } = madeUpSecret(rule, seed, number);
  // Each rule begins elsewhere, so that few of them still see every kind of file.
  const context = contexts[(number * 5 + place * 3) % contexts.length];
  const name = names[number % names.length] as string;
  const text = block || !context ? written : context.write(name, written);
  const path = `${rule}/${number}/${block ? 'file' : context?.path}`;
  const inText = [
    secret,
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    secret.replaceAll('&', '&amp;'),
  ];
  const offset = Math.max(...inText.map((spelling) => text.indexOf(spelling)));
  return {
    path,
    kind: context?.path ?? '',
    bytes: Buffer.from(text, 'latin1'),
    plants: [{ rule, encoding: 'plain', secret, offset }],
  };
}
