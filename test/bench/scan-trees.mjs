import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const largestFile = 400_000;
const enoughFiles = 5_000;
const enoughBytes = 30e6;

/** A git work tree of files from installed packages, as people's trees are: many small, some large. */
export function makeTree(from, to) {
  let files = 0;
  let bytes = 0;
  for (const name of readdirSync(from, { recursive: true })) {
    if (files >= enoughFiles && bytes >= enoughBytes) break;
    const path = join(from, name);
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts?.isFile() !== true || facts.size > largestFile) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    copyFileSync(path, join(to, name));
    files += 1;
    bytes += facts.size;
  }
  git(to, 'init', '--quiet');
  git(to, 'add', '--all', '--force');
  commit(to);
  return { files, bytes };
}

/** A bare repository with so many MiB of objects: revision after revision of the tree, its numbers changed each time. */
export async function makeHistory(tree, to, mebibytes) {
  mkdirSync(to);
  git(to, 'init', '--quiet', '--bare');
  const names = execFileSync('git', ['ls-files', '-z'], { cwd: tree, encoding: 'utf8' }).split(
    '\0',
  );
  const texts = names
    .filter((name) => name !== '')
    .map((name) => [name, readFileSync(join(tree, name), 'latin1')]);
  const importing = spawn('git', ['fast-import', '--quiet'], {
    cwd: to,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const done = new Promise((end) => importing.on('close', end));
  let left = mebibytes * 1024 * 1024;
  for (let revision = 1; left > 0; revision += 1) {
    const parts = [
      `commit refs/heads/main\ncommitter a <a@example.org> ${revision} +0000\ndata 1\nc\n`,
    ];
    for (const [name, text] of texts) {
      const varied = Buffer.from(
        text.replace(/\d+/g, (number) => String(Number(number) + revision)),
        'latin1',
      );
      parts.push(`M 644 inline ${JSON.stringify(name)}\ndata ${varied.length}\n`, varied, '\n');
      left -= varied.length;
      if (left <= 0) break;
    }
    const bytes = Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)),
    );
    if (!importing.stdin.write(bytes)) await new Promise((on) => importing.stdin.once('drain', on));
  }
  importing.stdin.end();
  await done;
}

/** What all objects of a repository hold, in bytes. */
export function objectBytes(repository) {
  const sizes = execFileSync(
    'git',
    ['cat-file', '--batch-all-objects', '--batch-check=%(objectsize)'],
    {
      cwd: repository,
      encoding: 'utf8',
      maxBuffer: 1e9,
    },
  );
  return sizes.split('\n').reduce((sum, size) => sum + Number(size), 0);
}

function commit(tree) {
  git(tree, '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '-m', 'a');
}

function git(cwd, ...words) {
  execFileSync('git', words, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
