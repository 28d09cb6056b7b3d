// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what programs expand is written like this
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

const sizes = [2_500_000, 5_000_000, 10_000_000];

/** What people write, and what makes a reader work: quotes, escapes, comments, variables, blanks. */
const pages = {
  ordinary: Array.from({ length: 40 }, (_, at) => `SETTING_${at}=https://h.example/v1/${at}\n`),
  nasty: [
    `A='it is' # it is not\n`,
    'B="x\\\\y ${Z:-z} $Z"  \n',
    '# a note\\\\\n',
    '\tC=\\x\\\\\\y\u00e9\t\n',
    'D=""\r\n',
    '\n\n',
    `E=a'b'"c"#d\n`,
    'prose\n',
  ],
};

/** How fast each loader model reads, and how its time grows with the size of the file. */
export async function measureLoaders(checkout, room) {
  const loaders = await bundledLoaders(checkout, room);
  return Object.values(loaders).flatMap((loader) =>
    Object.entries(pages).map(([what, lines]) => measureLoader(loader, what, lines)),
  );
}

async function bundledLoaders(checkout, room) {
  const outfile = join(room, 'loaders.cjs');
  await build({
    absWorkingDir: checkout,
    entryPoints: ['src/domain/loaders/index.ts'],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'error',
  });
  return createRequire(outfile)(outfile).loaders;
}

function measureLoader(loader, what, lines) {
  const times = sizes.map((size) => fastest(loader, fileOf(lines, size)));
  const [small, , large] = times;
  return {
    loader: loader.name,
    file: what,
    kind: loader.read(fileOf(lines, 10_000)).kind,
    ms: times.map(Math.round),
    mbPerSecond: Math.round((10 * sizes.at(-1)) / 1e6 / (large / 1000)) / 10,
    // 4 when time grows like the file does, 16 when it grows like its square.
    growth: Math.round((10 * large) / small) / 10,
  };
}

function fileOf(lines, size) {
  const page = Buffer.from(lines.join(''));
  return new Uint8Array(Buffer.alloc(Math.floor(size / page.length) * page.length, page));
}

/** The best of three, since everything else a machine does can only add to it. */
function fastest(loader, bytes) {
  const times = Array.from({ length: 3 }, () => {
    const start = process.hrtime.bigint();
    loader.read(bytes);
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  return Math.min(...times);
}
