// reader.cjs LINK STOP FILE...: reads through LINK until STOP exists, and counts what came: whole files, or not.
const { existsSync, readFileSync } = require('node:fs');

const [link = '', stop = '', ...files] = process.argv.slice(2);
const whole = files.map((file) => readFileSync(file, 'latin1'));
const counts = { reads: 0, whole: whole.map(() => 0), empty: 0, torn: 0, errors: {} };

function readOnce() {
  counts.reads += 1;
  try {
    const text = readFileSync(link, 'latin1');
    const which = whole.indexOf(text);
    if (which >= 0) counts.whole[which] += 1;
    else counts[text === '' ? 'empty' : 'torn'] += 1;
  } catch (error) {
    counts.errors[error.code] = (counts.errors[error.code] ?? 0) + 1;
  }
}

while (!existsSync(stop)) for (let turn = 0; turn < 200; turn++) readOnce();
process.stdout.write(JSON.stringify(counts));
